// A small light: steady when something is there, swelling while it is on its way.
import { cva, type VariantProps } from 'class-variance-authority';

const pulse = cva('inline-block size-2 shrink-0 rounded-full', {
  variants: {
    tone: { ok: 'bg-ok', waiting: 'animate-swell bg-buoy', bad: 'bg-danger', off: 'bg-line-strong' },
  },
  defaultVariants: { tone: 'off' },
});

export function Pulse({ tone }: VariantProps<typeof pulse>) {
  return <span aria-hidden className={pulse({ tone })} />;
}
