// Docker 20.10 killed while it removes a network leaves a record that makes it panic at every later start
// (libnetwork `reservePools`: the network is marked as being removed, its address pools are gone already).
// Said to have no address management at all, the network starts, and Docker itself finishes the removal.
import { readFile, writeFile } from 'node:fs/promises';

const record = /\{"addrSpace":"[^\0]*?"inDelete":true[^\0]*?"scope":"local"\}/g;

/** Mends the store of a Docker Engine that is not running. Returns how many records it mended. */
export async function mendHalfRemovedNetworks(storeFile: string): Promise<number> {
  const store = await readFile(storeFile, 'latin1').catch(() => undefined);
  if (store === undefined) return 0;
  const { mended, count } = mendRecords(store);
  if (count > 0) await writeFile(storeFile, mended, 'latin1');
  return count;
}

/** The store's pages have no checksum but fixed places: the text keeps its length, blanks mean nothing in JSON. */
export function mendRecords(store: string): { mended: string; count: number } {
  let count = 0;
  const mended = store.replace(record, (found) => {
    if (found.includes('"ipamV4Info"') || !found.includes('"ipamV4Config"')) return found;
    count += 1;
    return found.replace('"ipamType":"default"', '"ipamType":"null"   ');
  });
  return { mended, count };
}
