// The terminals that a lab wants to be open in the beginning, and where.
import type { LabContent } from '@marina/protocol/lab-content';
import type { Place } from './layout-reducer.ts';

type LabLayout = NonNullable<LabContent['layout']>;
export type FirstTerminal = { instance: string; place: (previous: string | undefined) => Place };

/** In the order in which to open them; each is placed in relation to the one before. */
export function firstTerminals({ terminals, split }: LabLayout): FirstTerminal[] {
  return terminals.map((target, index) => ({
    instance: target.split('#')[0] ?? target,
    place: (previous) => {
      if (previous === undefined || split === 'tabs') return { at: 'tab' };
      const isRow = split === 'columns' || (split === 'grid' && index % 2 === 1);
      return { at: 'beside', of: previous, direction: isRow ? 'row' : 'column' };
    },
  }));
}
