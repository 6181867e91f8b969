// Which sessions are kept off the processor for keystrokes.

/**
 * Those that burn, as many as there are processors for load: one session never takes all, and when more of them burn,
 * the others run everywhere, so that no processor idles. Who is kept stays so while it burns.
 */
export function chooseKept(burning: Iterable<string>, kept: ReadonlySet<string>, room: number): Set<string> {
  const sessions = [...new Set(burning)];
  const staying = sessions.filter((session) => kept.has(session));
  const coming = sessions.filter((session) => !kept.has(session));
  return new Set([...staying, ...coming].slice(0, room));
}
