// The terminals that a lab wants to be open in the beginning, and where.
import type { LabContent } from '@marina/protocol/lab-content';
import type { Place } from './layout-reducer.ts';

type LabLayout = NonNullable<LabContent['layout']>;
type PlaceOfOwn = Exclude<Place, { at: 'pane' }>;
export type FirstTerminal = {
  /** The instance's name. */
  instance: string;
  number: number;
  place: (previous: string | undefined) => PlaceOfOwn;
};

/** In order; each is placed in relation to the one before. An instance that is named again has one more terminal. */
export function firstTerminals({ terminals, split }: LabLayout): FirstTerminal[] {
  return terminals.map((instance, index) => ({
    instance,
    number: terminals.slice(0, index + 1).filter((other) => other === instance).length,
    place: (previous) => {
      if (previous === undefined || split === 'tabs') return { at: 'tab' };
      const isRow = split === 'columns' || (split === 'grid' && index % 2 === 1);
      return { at: 'beside', of: previous, direction: isRow ? 'row' : 'column' };
    },
  }));
}
