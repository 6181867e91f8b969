'use client';
// All panes of a session's page in one flat list, laid out by their views: so a terminal stays attached, and keeps
// its screen, wherever it moves. Only those of the shown view are seen.
import type { Instance } from '@marina/protocol/session';
import { useTranslations } from 'next-intl';
import { type Dispatch, useState } from 'react';
import { findViewOf, type Layout, type View } from './layout.ts';
import { paneRects, type Rect, separators } from './layout-geometry.ts';
import type { LayoutAction, Place } from './layout-reducer.ts';
import { Pane } from './pane.tsx';
import { PaneSeparator } from './pane-separator.tsx';

type PaneStageProps = {
  session: string;
  instances: readonly Instance[];
  layout: Layout;
  /** Nothing is attached before: it might not be what is going to be seen. */
  isRestored: boolean;
  /** The view that is shown, if any. */
  view: View | undefined;
  /** One pane at a time, whatever the view holds. */
  isNarrow: boolean;
  dispatch: Dispatch<LayoutAction>;
  open: (instance: string, place: Place) => void;
  closePane: (terminal: string) => void;
};

const whole: Rect = { left: 0, top: 0, width: 1, height: 1 };

export function PaneStage(props: PaneStageProps) {
  const { layout, isRestored, view, isNarrow, dispatch } = props;
  const seen = useSeen(isRestored ? view?.instance : undefined);
  const lines = view && !view.isZoomed && !isNarrow ? separators(view.tree) : [];
  return (
    <div className="relative min-h-0 flex-1 overflow-hidden">
      {/* Before the panes: a terminal keeps Tab for itself, so nothing behind one is reached with it. */}
      {lines.map((line) => (
        <PaneSeparator
          key={line.key}
          separator={line}
          onMove={(share) =>
            view && dispatch({ type: 'resized', view: view.id, path: line.path, index: line.index, share })
          }
        />
      ))}
      {/* In the order of their opening: an element that is moved in the document loses the keyboard. */}
      {Object.keys(layout.terminals).map((terminal) => {
        const of = findViewOf(layout, terminal);
        return of && seen.includes(of.instance) && <PlacedPane key={terminal} {...props} of={of} terminal={terminal} />;
      })}
    </div>
  );
}

type PlacedPaneProps = PaneStageProps & { of: View; terminal: string };

function PlacedPane({ of, terminal, ...props }: PlacedPaneProps) {
  const t = useTranslations('terminal');
  const { session, instances, layout, view, isNarrow, dispatch, open, closePane } = props;
  const { instance = '', number = 1 } = layout.terminals[terminal] ?? {};
  const name = instances.find(({ id }) => id === instance)?.name ?? '';
  const isActive = of.active === terminal;
  const isAlone = of.isZoomed || isNarrow;
  const fillsView = isNarrow || (of.isZoomed && isActive);
  return (
    <Pane
      session={session}
      terminal={terminal}
      name={number === 1 ? name : t('numbered', { name, number })}
      rect={fillsView ? whole : (paneRects(of.tree).get(terminal) ?? whole)}
      isVisible={of === view && (isActive || !isAlone)}
      isActive={isActive}
      hasStrip={of.tree.is === 'split' && !isNarrow}
      isZoomed={of.isZoomed}
      onFocus={() => dispatch({ type: 'focused', terminal })}
      onZoom={() => dispatch({ type: 'zoomed', terminal })}
      onClose={() => closePane(terminal)}
      onReplace={() => open(instance, { at: 'pane', of: terminal })}
    />
  );
}

/** Terminals of an instance that nobody has looked at are not attached. */
function useSeen(instance: string | undefined): readonly string[] {
  const [seen, setSeen] = useState<readonly string[]>([]);
  if (instance === undefined || seen.includes(instance)) return seen;
  const next = [...seen, instance];
  setSeen(next);
  return next;
}
