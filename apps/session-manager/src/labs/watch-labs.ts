// For authors: labs are read again when their files change, and whoever listens is told.
import { watch } from 'node:fs';
import { type Log, messageOf } from '../log.ts';
import type { LabShelf } from './lab-shelf.ts';

export type LabsWatch = {
  /** Calls back after each new reading; the result stops it. */
  onChange(listener: () => void): () => void;
  close(): void;
};

/** An editor's save is several changes. */
const settleMs = 200;

export function watchLabs(directory: string, shelf: LabShelf, log: Log): LabsWatch {
  const listeners = new Set<() => void>();
  let timer: NodeJS.Timeout | undefined;
  const reload = () =>
    shelf.reload().then(
      () => {
        for (const listener of listeners) listener();
      },
      (error: unknown) => log('labs could not be read again', { error: messageOf(error) }),
    );
  const watcher = watch(directory, { recursive: true }, () => {
    clearTimeout(timer);
    timer = setTimeout(() => void reload(), settleMs);
  });
  watcher.on('error', (error) => log('labs are no longer watched', { error: messageOf(error) }));
  return {
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: () => {
      clearTimeout(timer);
      watcher.close();
    },
  };
}
