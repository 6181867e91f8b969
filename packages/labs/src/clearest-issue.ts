// What an author is told of a value that its schema refuses.
import type { z } from 'zod';

/** Of a union that nothing fits, the branch that came nearest says most. */
export function clearest(issue: z.core.$ZodIssue): { path: PropertyKey[]; message: string } {
  if (issue.code !== 'invalid_union') return { path: issue.path, message: issue.message };
  const branches = issue.errors.filter((branch) => branch.length > 0);
  const deep = branches.find((branch) => branch.some(({ code, path }) => code !== 'invalid_type' || path.length > 0));
  const [nearest] = deep ?? [];
  if (nearest) {
    const inner = clearest(nearest);
    return { path: [...issue.path, ...inner.path], message: inner.message };
  }
  return {
    path: issue.path,
    message:
      branches
        .map(([first]) => first?.message)
        .filter(Boolean)
        .join('; or ') || issue.message,
  };
}
