// A terminal view and its connection for the time that their element is on the page.
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { terminalUrl } from '../../api/sockets.ts';
import { onWake } from '../browser/wake-signals.ts';
import { openWebSocket } from '../connection/web-socket.ts';
import { loadXterm } from './load-xterm.ts';
import { TerminalConnection, type TerminalState } from './terminal-connection.ts';
import { TerminalView } from './terminal-view.ts';
import { chooseRenderer } from './webgl-renderer.ts';

type Options = {
  element: RefObject<HTMLElement | null>;
  session: string;
  terminal: string;
  label: string;
  modify: (typed: string) => string;
};

export function useTerminal({ element, session, terminal, label, modify }: Options) {
  const [state, setState] = useState<TerminalState>({ is: 'connecting' });
  const [view, setView] = useState<TerminalView>();
  const connection = useRef<TerminalConnection>(undefined);

  useEffect(() => {
    const stop = new AbortController();
    const attach = async () => {
      const xterm = await loadXterm();
      if (stop.signal.aborted || !element.current) return;
      const nextView = new TerminalView(xterm, {
        element: element.current,
        renderer: chooseRenderer(window.location.search),
        onInput: (data) => connection.current?.input(data),
        onSize: (size) => connection.current?.resize(size),
        modify,
      });
      const url = terminalUrl(session, terminal);
      const next = new TerminalConnection({ url, screen: nextView, open: openWebSocket, onState: setState });
      connection.current = next;
      setView(nextView);
      const unsubscribe = onWake(() => next.retryNow());
      stop.signal.addEventListener('abort', () => {
        unsubscribe();
        next.close();
        nextView.dispose();
        setView(undefined);
      });
    };
    attach().catch(() => setState({ is: 'refused', error: 'internal' }));
    return () => stop.abort();
  }, [element, session, terminal, modify]);

  useEffect(() => view?.setLabel(label), [view, label]);

  const retryNow = useCallback(() => connection.current?.retryNow(), []);
  return { state, view, retryNow };
}
