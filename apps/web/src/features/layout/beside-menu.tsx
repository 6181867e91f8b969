'use client';
// Brings terminals together in one view: others of the session beside the active pane, or this one away from them.
import type { Instance } from '@marina/protocol/session';
import { ChevronDown, LayoutGrid } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type Dispatch, useRef } from 'react';
import { Button } from '../../ui/button.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu.tsx';
import { focusTerminal } from '../terminal/focus-terminal.ts';
import type { Layout, View } from './layout.ts';
import type { LayoutAction, Place } from './layout-reducer.ts';
import { terminalsOf } from './layout-tree.ts';

type BesideMenuProps = {
  layout: Layout;
  view: View;
  instances: readonly Instance[];
  dispatch: Dispatch<LayoutAction>;
  open: (instance: string, place: Place) => void;
};

export function BesideMenu({ layout, view, instances, dispatch, open }: BesideMenuProps) {
  const t = useTranslations('layout');
  const hasChosen = useRef(false);
  const inView = terminalsOf(view.tree);
  const others = instances.flatMap((instance) =>
    Object.entries(layout.terminals)
      .filter(([terminal, known]) => known.instance === instance.id && !inView.includes(terminal))
      .map(([terminal, { number }]) => ({ terminal, number, name: instance.name })),
  );
  const running = instances.filter(({ status }) => status === 'running');
  const beside: Place = { at: 'beside', of: view.active, direction: 'row' };
  const choose = (act: () => void) => () => {
    hasChosen.current = true;
    act();
  };
  /** Whoever has chosen goes on in a terminal, whoever has not is back at the button. */
  const closed = (event: Event) => {
    if (!hasChosen.current) return;
    hasChosen.current = false;
    event.preventDefault();
    focusTerminal();
  };
  const trigger = (
    <Button look="quiet" size="small" className="gap-1" aria-label={t('beside')} title={t('beside')}>
      <LayoutGrid size={15} aria-hidden />
      <ChevronDown size={12} aria-hidden />
    </Button>
  );
  return (
    <Menu trigger={trigger} onCloseAutoFocus={closed}>
      {others.map(({ terminal, number, name }) => (
        <MenuItem key={terminal} onSelect={choose(() => dispatch({ type: 'placed', terminal, place: beside }))}>
          {t('terminalOf', { name, number })}
        </MenuItem>
      ))}
      {others.length > 0 && <MenuSeparator />}
      {running.map(({ id, name }) => (
        <MenuItem key={id} onSelect={choose(() => open(id, beside))}>
          {t('newOf', { name })}
        </MenuItem>
      ))}
      {inView.length > 1 && (
        <>
          <MenuSeparator />
          <MenuItem onSelect={choose(() => dispatch({ type: 'placed', terminal: view.active, place: { at: 'tab' } }))}>
            {t('ownTab')}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
