// A terminal view and its connection for the time that their element is on the page.
import type { TerminalNews } from '@marina/protocol/terminal-news';
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { terminalUrl } from '../../api/sockets.ts';
import { onThemeChange } from '../browser/dark-theme.ts';
import { onWake } from '../browser/wake-signals.ts';
import { openWebSocket } from '../connection/web-socket.ts';
import { loadXterm } from './load-xterm.ts';
import { TerminalConnection, type TerminalState } from './terminal-connection.ts';
import { readTerminalColors } from './terminal-theme.ts';
import { TerminalView } from './terminal-view.ts';
import { commandTypist } from './typist.ts';
import { useTypists } from './typists.tsx';
import { chooseRenderer } from './webgl-renderer.ts';

type Options = {
  element: RefObject<HTMLElement | null>;
  session: string;
  terminal: string;
  label: string;
  isVisible: boolean;
  modify: (typed: string) => string;
};

export function useTerminal({ element, session, terminal, label, isVisible, modify }: Options) {
  const [state, setState] = useState<TerminalState>({ is: 'connecting' });
  const [news, setNews] = useState<TerminalNews>();
  const [view, setView] = useState<TerminalView>();
  const connection = useRef<TerminalConnection>(undefined);
  const isInUse = useRef(false);
  const typists = useTypists();

  useEffect(() => {
    const stop = new AbortController();
    const attach = async () => {
      const xterm = await loadXterm();
      if (stop.signal.aborted || !element.current) return;
      const nextView = new TerminalView(xterm, {
        element: element.current,
        renderer: chooseRenderer(window.location.search),
        onInput: (data) => connection.current?.input(data),
        onRoom: (size) => connection.current?.resize(size),
        isInUse: () => isInUse.current,
        modify,
      });
      const url = terminalUrl(session, terminal);
      const next = new TerminalConnection({
        url,
        screen: nextView,
        open: openWebSocket,
        onState: setState,
        onNews: (told) => {
          isInUse.current = told.decidesSize;
          setNews(told);
        },
      });
      connection.current = next;
      setView(nextView);
      const tellColors = () => next.setColors(readTerminalColors());
      tellColors();
      const stopWaking = onWake(() => next.retryNow());
      const stopTheme = onThemeChange(tellColors);
      const stopTyping = typists.add(terminal, commandTypist(nextView, next));
      stop.signal.addEventListener('abort', () => {
        stopWaking();
        stopTheme();
        stopTyping();
        next.close();
        nextView.dispose();
        setView(undefined);
      });
    };
    attach().catch(() => setState({ is: 'refused', error: 'internal' }));
    return () => stop.abort();
  }, [element, session, terminal, modify, typists]);

  useEffect(() => view?.setLabel(label), [view, label]);

  // A terminal that nobody sees neither slows the program down nor decides its size.
  useEffect(() => {
    if (!view) return;
    const tell = () => connection.current?.setVisible(isVisible && document.visibilityState === 'visible');
    tell();
    document.addEventListener('visibilitychange', tell);
    return () => document.removeEventListener('visibilitychange', tell);
  }, [view, isVisible]);

  const retryNow = useCallback(() => connection.current?.retryNow(), []);
  const takeSize = useCallback(() => connection.current?.takeSize(), []);
  return { state, view, news, retryNow, takeSize };
}
