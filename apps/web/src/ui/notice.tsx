// One sentence about a state, and at most one button for the way on; read out when it appears.
import { cva, type VariantProps } from 'class-variance-authority';
import type { ReactNode } from 'react';

const notice = cva('flex items-center gap-x-4 gap-y-2 text-sm max-sm:flex-wrap', {
  variants: {
    tone: {
      plain: 'border-line bg-surface text-ink',
      warn: 'border-warn/35 bg-warn-wash text-ink [&_svg]:text-warn',
      danger: 'border-danger/35 bg-danger-wash text-ink [&_svg]:text-danger',
    },
    place: { bar: 'border-b px-4 py-2', card: 'rounded-md border px-4 py-3' },
  },
  defaultVariants: { tone: 'plain', place: 'bar' },
});

type NoticeProps = VariantProps<typeof notice> & { icon?: ReactNode; action?: ReactNode; children: ReactNode };

export function Notice({ tone, place, icon, action, children }: NoticeProps) {
  return (
    <div role="status" className={notice({ tone, place })}>
      {icon}
      <p className="min-w-0 flex-1 leading-snug">{children}</p>
      {action}
    </div>
  );
}
