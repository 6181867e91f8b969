// Linux's lists of processors, such as `0-3,6`: cpuset(7), "List format".

/** In ascending order. */
export function parseProcessors(list: string): number[] {
  const found = list
    .trim()
    .split(',')
    .filter(Boolean)
    .flatMap((range) => {
      const [first = 0, last = first] = range.split('-').map(Number);
      return Array.from({ length: last - first + 1 }, (_, at) => first + at);
    });
  return found.toSorted((a, b) => a - b);
}

export function formatProcessors(processors: readonly number[]): string {
  return processors.join(',');
}

/** The part of a list that is also in the other. */
export function commonProcessors(list: string, other: string): string {
  const allowed = new Set(parseProcessors(other));
  return formatProcessors(parseProcessors(list).filter((processor) => allowed.has(processor)));
}
