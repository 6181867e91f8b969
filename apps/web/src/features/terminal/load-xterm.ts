// Loads the terminal's code and font; pages from which a terminal is one click away call it early.
export type XtermModule = typeof import('./xterm-module.ts');

/** The terminal does not wait longer than this for its font: it measures again when the font comes. */
const fontPatienceMs = 300;

export async function loadXterm(): Promise<XtermModule> {
  const font = document.fonts.load('14px "JetBrains Mono Variable"');
  const patience = new Promise((resolve) => setTimeout(resolve, fontPatienceMs));
  const [xterm] = await Promise.all([
    import('./xterm-module.ts'),
    Promise.race([font, patience]).catch(() => undefined),
  ]);
  return xterm;
}
