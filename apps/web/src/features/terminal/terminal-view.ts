// xterm.js in an element of the page: sizes, colours, keys and rendering. It is the screen of a connection.
import type { IDisposable, Terminal } from '@xterm/xterm';
import { onThemeChange } from '../browser/dark-theme.ts';
import { onIdle } from '../browser/on-idle.ts';
import { onMotionChange, prefersReducedMotion } from '../browser/reduced-motion.ts';
import { handleClipboardKey } from './clipboard-keys.ts';
import { swallowDeviceQueries } from './device-queries.ts';
import { type ExtraKey, keySequence, withControl } from './keys.ts';
import { showWhole } from './larger-than-pane.ts';
import type { XtermModule } from './load-xterm.ts';
import { parseOsc52 } from './osc52.ts';
import { isPageKey } from './page-keys.ts';
import { isPassiveReport } from './passive-report.ts';
import { findShortcut, type Shortcut } from './shortcuts.ts';
import { findTakenKey } from './taken-keys.ts';
import type { Screen, Size } from './terminal-connection.ts';
import { TerminalLinks } from './terminal-links.ts';
import { TerminalSearch } from './terminal-search.ts';
import { readFontPx, readScreenReader } from './terminal-settings.ts';
import { readTerminalTheme } from './terminal-theme.ts';
import { drawWithWebgl, type Renderer } from './webgl-renderer.ts';

/** Lines kept above the screen. */
const scrollbackLines = 10_000;
const webglWithinMs = 3000;

type Options = {
  element: HTMLElement;
  renderer: Renderer;
  onInput: (data: Uint8Array) => void;
  /** The element has room for this many cells; the terminal takes another size only when it is told to. */
  onRoom: (size: Size) => void;
  /** Whether this view is the one that works: focus and pointer of the others are no news to the program. */
  isInUse: () => boolean;
  /** What is sent for what is typed. */
  modify: (typed: string) => string;
};

export class TerminalView implements Screen {
  readonly element: HTMLElement;
  readonly search: TerminalSearch;
  readonly links: TerminalLinks;
  readonly terminal: Terminal;
  readonly #xterm: XtermModule;
  readonly #options: Options;
  readonly #fit: { proposeDimensions: () => Size | undefined };
  readonly #whole: { look: () => void; stop: () => void };
  readonly #disposers: (() => void)[] = [];
  readonly #shortcutListeners = new Set<(shortcut: Shortcut) => void>();
  #stopWebgl: (() => void) | undefined;
  #isVisible = false;
  /** What a restored screen tells is old: no bell, no copy. */
  #isRestoring = false;

  constructor(xterm: XtermModule, options: Options) {
    this.#xterm = xterm;
    this.#options = options;
    this.element = options.element;
    this.terminal = newTerminal(xterm, options.element);
    const fit = new xterm.FitAddon();
    this.#fit = fit;
    this.terminal.loadAddon(fit);
    this.terminal.loadAddon(new xterm.Unicode11Addon());
    this.terminal.unicode.activeVersion = '11';
    this.links = new TerminalLinks(this.terminal, xterm);
    this.search = new TerminalSearch(this.terminal, xterm);
    this.terminal.open(options.element);
    this.#whole = showWhole(this.terminal, options.element, { room: () => this.room(), isInUse: options.isInUse });
    this.#listen();
    const { cols, rows } = this.room();
    this.terminal.resize(cols, rows);
  }

  room(): Size {
    const size = this.#fit.proposeDimensions();
    const isSize = size && Number.isFinite(size.cols) && size.rows >= 2;
    return isSize ? { cols: size.cols, rows: size.rows } : { cols: this.terminal.cols, rows: this.terminal.rows };
  }

  write(data: Uint8Array, parsed: () => void): void {
    this.terminal.write(data, parsed);
  }

  restore(size: Size, data: Uint8Array, parsed: () => void): void {
    // Through the write queue: what was written before must not be parsed after the reset.
    this.terminal.write('', () => {
      this.#isRestoring = true;
      this.terminal.resize(size.cols, size.rows);
      this.terminal.reset();
    });
    this.terminal.write(data, () => {
      this.#isRestoring = false;
      parsed();
      this.fit();
    });
  }

  resize(size: Size): void {
    this.terminal.write('', () => this.terminal.resize(size.cols, size.rows));
  }

  /** Says what its element has room for. */
  fit(): void {
    this.#options.onRoom(this.room());
    this.#whole.look();
  }

  /** Only the terminal that is seen may hold a WebGL context, and its first lines do not wait for one. */
  setVisible(isVisible: boolean): void {
    this.#stopWebgl?.();
    this.#stopWebgl = undefined;
    this.#isVisible = isVisible;
    // What WebGL draws is no text to a screen reader.
    if (!isVisible || this.#options.renderer === 'dom' || this.terminal.options.screenReaderMode) return;
    this.#stopWebgl = onIdle(() => {
      this.#stopWebgl = drawWithWebgl(this.terminal, this.#xterm);
      // WebGL draws cells of whole pixels, so more or fewer of them may fit.
      this.fit();
    }, webglWithinMs);
  }

  setFontPx(fontPx: number): void {
    if (this.terminal.options.fontSize === fontPx) return;
    this.terminal.options.fontSize = fontPx;
    this.fit();
  }

  setScreenReader(isOn: boolean): void {
    if (this.terminal.options.screenReaderMode === isOn) return;
    this.terminal.options.screenReaderMode = isOn;
    this.setVisible(this.#isVisible);
    this.fit();
  }

  /** What assistive tools call it. */
  setLabel(label: string): void {
    this.terminal.textarea?.setAttribute('aria-label', label);
  }

  focus(): void {
    this.terminal.focus();
  }

  press(key: ExtraKey): void {
    this.terminal.input(keySequence(key, this.terminal.modes.applicationCursorKeysMode));
  }

  /** Calls `pressed` for the keys that are not the shell's, until the returned function is called. */
  onShortcut(pressed: (shortcut: Shortcut) => void): () => void {
    this.#shortcutListeners.add(pressed);
    return () => this.#shortcutListeners.delete(pressed);
  }

  /** As if the shortcut's key had been pressed. */
  call(shortcut: Shortcut): void {
    for (const pressed of this.#shortcutListeners) pressed(shortcut);
  }

  onBell(rung: () => void): () => void {
    const subscription = this.terminal.onBell(() => this.#isRestoring || rung());
    return () => subscription.dispose();
  }

  /** Calls `copy` with what a program wants on the clipboard. */
  onProgramCopy(copy: (text: string) => void): () => void {
    const handler = this.terminal.parser.registerOscHandler(52, (data) => {
      const text = parseOsc52(data);
      if (text && !this.#isRestoring) copy(text);
      return true;
    });
    return () => handler.dispose();
  }

  dispose(): void {
    this.#stopWebgl?.();
    this.#whole.stop();
    for (const dispose of this.#disposers.splice(0)) dispose();
    this.terminal.dispose();
  }

  #listen(): void {
    const terminal = this.terminal;
    const { element, onInput, modify } = this.#options;
    const encoder = new TextEncoder();
    this.#own(...swallowDeviceQueries(terminal));
    this.#own(
      terminal.onData((data) => this.#isUnsaid(data) || onInput(encoder.encode(modify(data)))),
      terminal.onBinary((data) => onInput(Uint8Array.from(data, (char) => char.charCodeAt(0)))),
    );
    terminal.attachCustomKeyEventHandler((event) => !this.#takesKey(event));
    const observer = new ResizeObserver(() => this.fit());
    observer.observe(element);
    // Whoever uses the terminal decides its size, not whoever looked at it last.
    const refit = () => this.fit();
    element.addEventListener('focusin', refit);
    const stopTheme = onThemeChange(() => {
      terminal.options.theme = readTerminalTheme();
    });
    const stopMotion = onMotionChange(() => {
      terminal.options.cursorBlink = !prefersReducedMotion();
    });
    this.#disposers.push(
      stopTheme,
      stopMotion,
      () => observer.disconnect(),
      () => element.removeEventListener('focusin', refit),
    );
  }

  #isUnsaid(data: string): boolean {
    return isPassiveReport(data) && (this.#isRestoring || !this.#options.isInUse());
  }

  /** True where a key is not for the shell. */
  #takesKey(event: KeyboardEvent): boolean {
    const shortcut = findShortcut(event);
    const taken = findTakenKey(event);
    if (!shortcut && !taken) return isPageKey(event) || handleClipboardKey(this.terminal, event);
    if (event.type === 'keydown') {
      event.preventDefault();
      // The key's release goes to whatever takes the focus now; xterm.js would drop dictated text until it sees one.
      this.terminal.textarea?.dispatchEvent(new KeyboardEvent('keyup', event));
      if (shortcut) this.call(shortcut);
      if (taken) this.terminal.input(withControl(taken));
    }
    return true;
  }

  #own(...disposables: IDisposable[]): void {
    this.#disposers.push(...disposables.map((disposable) => () => disposable.dispose()));
  }
}

function newTerminal({ Terminal: Xterm }: XtermModule, element: HTMLElement): Terminal {
  return new Xterm({
    allowProposedApi: true,
    cursorBlink: !prefersReducedMotion(),
    cursorInactiveStyle: 'outline',
    fontFamily: getComputedStyle(element).fontFamily,
    fontSize: readFontPx(),
    fontWeightBold: 700,
    lineHeight: 1.25,
    macOptionIsMeta: true,
    minimumContrastRatio: 4.5,
    screenReaderMode: readScreenReader(),
    scrollback: scrollbackLines,
    theme: readTerminalTheme(),
  });
}
