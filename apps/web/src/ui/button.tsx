// Buttons and links that look like buttons. One primary per screen.
import { cva, cx, type VariantProps } from 'class-variance-authority';
import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';

const button = cva(
  'inline-flex shrink-0 items-center justify-center gap-2 rounded-md font-medium whitespace-nowrap transition-colors select-none disabled:opacity-55 aria-disabled:opacity-55 [&_svg]:shrink-0',
  {
    variants: {
      look: {
        primary: 'bg-buoy text-on-buoy hover:bg-buoy-raised',
        secondary: 'border border-line bg-surface text-ink hover:border-line-strong',
        quiet: 'text-muted hover:bg-line/50 hover:text-ink',
        danger: 'bg-danger text-paper hover:opacity-90',
      },
      size: {
        small: 'h-8 px-2.5 text-[13px]',
        medium: 'h-10 px-4 text-sm',
        large: 'h-12 px-5 text-[15px]',
        icon: 'size-8',
      },
    },
    defaultVariants: { look: 'secondary', size: 'medium' },
  },
);

type ButtonProps = ComponentProps<'button'> & VariantProps<typeof button> & { asChild?: boolean };

export function Button({ look, size, asChild = false, className, ...rest }: ButtonProps) {
  const classes = cx(button({ look, size }), className);
  if (asChild) return <Slot.Root className={classes} {...rest} />;
  return <button type="button" className={classes} {...rest} />;
}
