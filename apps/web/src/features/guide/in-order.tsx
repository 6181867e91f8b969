import { Fragment, type ReactNode } from 'react';

/** Draws parts of an authored text: they never change places, so a place names a part. */
export function inOrder<T>(items: readonly T[], draw: (item: T, index: number) => ReactNode): ReactNode[] {
  // biome-ignore lint/suspicious/noArrayIndexKey: see above
  return items.map((item, index) => <Fragment key={index}>{draw(item, index)}</Fragment>);
}
