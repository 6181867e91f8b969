'use client';
// Looks for text in the scrollback of one terminal. Enter goes up to older matches, Escape back to the shell.
import { CaseSensitive, ChevronDown, ChevronUp, Regex, X } from 'lucide-react';
import { useTranslations } from 'next-intl';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { isPattern, type SearchQuery } from './search-query.ts';
import type { Matches, TerminalSearch } from './terminal-search.ts';

type SearchBarProps = { search: TerminalSearch; onClose: () => void };

export function SearchBar({ search, onClose }: SearchBarProps) {
  const t = useTranslations('terminal.search');
  const input = useRef<HTMLInputElement>(null);
  const [query, setQuery] = useState<SearchQuery>({ text: '', isCaseSensitive: false, isRegex: false });
  const matches = useMatches(search, query);

  useEffect(() => input.current?.focus(), []);

  const press = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter' && event.target === input.current) {
      if (event.shiftKey) search.next(query);
      else search.previous(query);
    } else return;
    event.preventDefault();
  };

  return (
    <search
      onKeyDown={press}
      className="absolute top-2 right-4 left-2 z-20 flex animate-enter items-center gap-0.5 rounded-md border border-line bg-surface p-1 shadow-float sm:left-auto"
    >
      <input
        ref={input}
        type="text"
        aria-label={t('label')}
        placeholder={t('label')}
        aria-invalid={!isPattern(query)}
        autoCapitalize="off"
        autoComplete="off"
        spellCheck={false}
        value={query.text}
        onChange={(event) => setQuery({ ...query, text: event.target.value })}
        className="h-8 w-44 min-w-0 flex-1 rounded bg-sunken px-2 font-mono text-base outline-offset-0 placeholder:text-muted aria-invalid:text-danger sm:text-[13px]"
      />
      <Count query={query} matches={matches} />
      <Toggle
        label={t('case')}
        isOn={query.isCaseSensitive}
        onPress={() => setQuery({ ...query, isCaseSensitive: !query.isCaseSensitive })}
      >
        <CaseSensitive size={16} aria-hidden />
      </Toggle>
      <Toggle label={t('regex')} isOn={query.isRegex} onPress={() => setQuery({ ...query, isRegex: !query.isRegex })}>
        <Regex size={15} aria-hidden />
      </Toggle>
      <Toggle label={t('previous')} onPress={() => search.previous(query)}>
        <ChevronUp size={16} aria-hidden />
      </Toggle>
      <Toggle label={t('next')} onPress={() => search.next(query)}>
        <ChevronDown size={16} aria-hidden />
      </Toggle>
      <Toggle label={t('close')} onPress={onClose}>
        <X size={15} aria-hidden />
      </Toggle>
    </search>
  );
}

function useMatches(search: TerminalSearch, query: SearchQuery): Matches | undefined {
  const [matches, setMatches] = useState<Matches>();
  useEffect(() => search.onMatches(setMatches), [search]);
  useEffect(() => {
    const none = search.start(query);
    if (none) setMatches(none);
  }, [search, query]);
  useEffect(() => () => search.clear(), [search]);
  return matches;
}

function Count({ query, matches }: { query: SearchQuery; matches: Matches | undefined }) {
  const t = useTranslations('terminal.search');
  const say = () => {
    if (query.text === '' || !matches) return '';
    if (!isPattern(query)) return t('invalid');
    if (matches.isMore) return t('many', { count: matches.count });
    return matches.count === 0 ? t('none') : t('count', { at: matches.at ?? 0, count: matches.count });
  };
  return (
    <span role="status" className="min-w-14 px-1 text-center text-muted text-xs tabular-nums">
      {say()}
    </span>
  );
}

type ToggleProps = { label: string; onPress: () => void; isOn?: boolean; children: ReactNode };

function Toggle({ label, onPress, isOn, children }: ToggleProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={isOn}
      title={label}
      onClick={onPress}
      className="grid size-8 shrink-0 place-items-center rounded text-muted hover:bg-line/50 hover:text-ink aria-pressed:bg-line aria-pressed:text-ink"
    >
      {children}
    </button>
  );
}
