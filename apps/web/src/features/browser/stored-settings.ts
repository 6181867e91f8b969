// Settings that this browser keeps, the same in every tab.
import { readStored, writeStored } from './stored-value.ts';

export type StoredSettings = {
  read(key: string): string | undefined;
  write(key: string, value: string): void;
  /** For `useSyncExternalStore`: `changed` is called after each change, wherever it was made. */
  subscribe(changed: () => void): () => void;
};

/** `changedHere` names an event: the browser tells other tabs of a change, but not the one that made it. */
export function storedSettings(changedHere: string): StoredSettings {
  const store = () => window.localStorage;
  return {
    read: (key) => readStored(store, key),
    write: (key, value) => {
      writeStored(store, key, value);
      window.dispatchEvent(new Event(changedHere));
    },
    subscribe: (changed) => {
      window.addEventListener('storage', changed);
      window.addEventListener(changedHere, changed);
      return () => {
        window.removeEventListener('storage', changed);
        window.removeEventListener(changedHere, changed);
      };
    },
  };
}
