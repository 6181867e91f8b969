// What the web app's terminal view is, without a page: an xterm of the same settings, fed by a connection.
import unicodeAddon from '@xterm/addon-unicode11';
import headless from '@xterm/headless';
import { swallowDeviceQueries } from '../apps/web/src/features/terminal/device-queries.ts';
import type { Screen, Size } from '../apps/web/src/features/terminal/terminal-connection.ts';

const scrollbackLines = 10_000;

export class HeadlessScreen implements Screen {
  readonly terminal: headless.Terminal;
  /** How often it had to start over. */
  restores = 0;
  /** When it was last told something, on performance.now()'s clock. */
  changedAt = performance.now();
  title = '';
  /** What the window has room for. */
  space: Size;
  onData: ((data: Uint8Array) => void) | undefined;

  constructor(size: Size) {
    this.space = size;
    this.terminal = new headless.Terminal({ ...size, scrollback: scrollbackLines, allowProposedApi: true });
    this.terminal.loadAddon(new unicodeAddon.Unicode11Addon());
    this.terminal.unicode.activeVersion = '11';
    this.terminal.onTitleChange((title) => {
      this.title = title;
    });
    // In the browser what the terminal says itself goes the way of what is typed.
    this.terminal.onData((data) => this.onData?.(Buffer.from(data)));
    swallowDeviceQueries(this.terminal);
  }

  room(): Size {
    return this.space;
  }

  write(data: Uint8Array, parsed?: () => void): void {
    this.changedAt = performance.now();
    this.terminal.write(data, parsed);
  }

  restore(size: Size, data: Uint8Array, parsed: () => void): void {
    this.changedAt = performance.now();
    this.terminal.write('', () => {
      this.restores += 1;
      this.title = '';
      this.terminal.resize(size.cols, size.rows);
      this.terminal.reset();
    });
    this.terminal.write(data, parsed);
  }

  resize(size: Size): void {
    this.changedAt = performance.now();
    this.terminal.write('', () => this.terminal.resize(size.cols, size.rows));
  }

  /** Resolves once all that was written has been parsed. */
  parsed(): Promise<void> {
    return new Promise((resolve) => this.terminal.write('', resolve));
  }

  dispose(): void {
    this.terminal.dispose();
  }
}
