// Finding text in a terminal's scrollback. It begins at the end, where the reader is, and goes up.
import type { ISearchOptions, SearchAddon } from '@xterm/addon-search';
import type { Terminal } from '@xterm/xterm';
import type { XtermModule } from './load-xterm.ts';
import { isPattern, type SearchQuery } from './search-query.ts';
import { readColour } from './terminal-theme.ts';

/** `at` counts from 1 and is undefined where the shown match is not among the counted ones. */
export type Matches = { at: number | undefined; count: number; isMore: boolean };

const noMatches: Matches = { at: undefined, count: 0, isMore: false };
/** Counting goes no further: every counted match is also highlighted. */
const countLimit = 1000;

export class TerminalSearch {
  readonly #terminal: Terminal;
  readonly #addon: SearchAddon;

  constructor(terminal: Terminal, { SearchAddon: Search }: XtermModule) {
    this.#terminal = terminal;
    this.#addon = new Search({ highlightLimit: countLimit });
    terminal.loadAddon(this.#addon);
  }

  onMatches(changed: (matches: Matches) => void): () => void {
    const subscription = this.#addon.onDidChangeResults(({ resultIndex, resultCount }) =>
      changed({
        at: resultIndex < 0 ? undefined : resultIndex + 1,
        count: resultCount,
        isMore: resultCount >= countLimit,
      }),
    );
    return () => subscription.dispose();
  }

  /** A new query: shows its last match. */
  start(query: SearchQuery): Matches | undefined {
    this.clear();
    if (query.text === '' || !isPattern(query)) return noMatches;
    this.#addon.findPrevious(query.text, searchOptions(query));
  }

  previous(query: SearchQuery): void {
    if (isPattern(query)) this.#addon.findPrevious(query.text, searchOptions(query));
  }

  next(query: SearchQuery): void {
    if (isPattern(query)) this.#addon.findNext(query.text, searchOptions(query));
  }

  clear(): void {
    this.#addon.clearDecorations();
    this.#terminal.clearSelection();
  }
}

function searchOptions({ isCaseSensitive, isRegex }: SearchQuery): ISearchOptions {
  const match = readColour('warn-wash');
  const frame = readColour('buoy');
  return {
    caseSensitive: isCaseSensitive,
    regex: isRegex,
    // The shown match is also selected, and the selection's colour lies over that of a match.
    decorations: {
      matchBackground: match,
      matchOverviewRuler: match,
      activeMatchBorder: frame,
      activeMatchColorOverviewRuler: frame,
    },
  };
}
