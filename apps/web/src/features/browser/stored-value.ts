// A value that the browser keeps for this page. Where storage is forbidden there is none, and that breaks nothing.

/** A function, because naming a forbidden storage already throws. */
type Store = () => Storage;

export function readStored(store: Store, key: string): string | undefined {
  try {
    return store().getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

export function writeStored(store: Store, key: string, value: string): void {
  try {
    store().setItem(key, value);
  } catch {
    // Forbidden or full: the value is not remembered.
  }
}
