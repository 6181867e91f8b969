// What a student does to the panes of the view that is shown, from the bar and from the keyboard.
import { type Dispatch, useCallback } from 'react';
import type { Layout, View } from './layout.ts';
import type { Side } from './layout-geometry.ts';
import type { LayoutAction, Place } from './layout-reducer.ts';
import type { Direction } from './layout-tree.ts';
import type { PaneCommand } from './shortcuts.ts';

type Options = {
  layout: Layout;
  /** The instance and the view that are shown. */
  instance: string | undefined;
  view: View | undefined;
  dispatch: Dispatch<LayoutAction>;
  open: (instance: string, place: Place) => void;
  close: (instance: string, terminal: string) => void;
};

const sides: Partial<Record<PaneCommand, Side>> = {
  'focus-left': 'left',
  'focus-right': 'right',
  'focus-up': 'up',
  'focus-down': 'down',
};

export function usePaneCommands({ layout, instance, view, dispatch, open, close }: Options) {
  const { terminals } = layout;

  const newTerminal = useCallback(() => {
    if (instance !== undefined) open(instance, { at: 'tab' });
  }, [instance, open]);

  const split = useCallback(
    (direction: Direction) => {
      const known = view && terminals[view.active];
      if (known) open(known.instance, { at: 'beside', of: view.active, direction });
      else newTerminal();
    },
    [view, terminals, open, newTerminal],
  );

  const closePane = useCallback(
    (terminal: string) => {
      const known = terminals[terminal];
      if (known) close(known.instance, terminal);
    },
    [terminals, close],
  );

  const run = useCallback(
    (command: PaneCommand) => {
      if (command === 'newTerminal') return newTerminal();
      if (command === 'splitRight') return split('row');
      if (command === 'splitDown') return split('column');
      if (!view) return;
      const side = sides[command];
      if (side) dispatch({ type: 'focus-moved', terminal: view.active, side });
      if (command === 'move') dispatch({ type: 'pane-moved', terminal: view.active });
      if (command === 'zoom') dispatch({ type: 'zoomed', terminal: view.active });
      if (command === 'close') closePane(view.active);
    },
    [view, dispatch, newTerminal, split, closePane],
  );

  return { newTerminal, split, closePane, run };
}
