// A state that fills its place: what is the case, why, and one way on.
import type { ReactNode } from 'react';

type StatePanelProps = {
  title: string;
  mark?: ReactNode;
  action?: ReactNode;
  /** Whether this is the page's main heading. */
  isPage?: boolean;
  /** Names the state to tests. */
  name?: string;
  children?: ReactNode;
};

export function StatePanel({ title, mark, action, isPage = false, name, children }: StatePanelProps) {
  const Heading = isPage ? 'h1' : 'h2';
  return (
    <div className="grid size-full place-items-center overflow-y-auto p-6" role="status" data-testid={name}>
      <div className="flex w-full max-w-md flex-col items-start gap-4">
        {mark && <div className="text-muted">{mark}</div>}
        <Heading className="text-balance font-semibold text-2xl tracking-tight">{title}</Heading>
        <div className="space-y-3 text-pretty text-[15px] text-muted leading-relaxed">{children}</div>
        {action && <div className="mt-2">{action}</div>}
      </div>
    </div>
  );
}
