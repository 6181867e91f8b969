// The outcome of one look at the machine.
import { statSync } from 'node:fs';
import path from 'node:path';

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {'ok' | 'limit' | 'missing'} status `missing`: Marina can't run; `limit`: it runs, with this less
 * @property {string} found
 * @property {string} [remedy] one sentence: what to do, or what the limit means
 */

/** @param {string} name @param {boolean} ok @param {string} found @param {string} remedy @returns {Check} */
export function check(name, ok, found, remedy) {
  return ok ? { name, status: 'ok', found } : { name, status: 'missing', found, remedy };
}

/** @param {string} name @param {boolean} ok @param {string} found @param {string} remedy @returns {Check} */
export function limit(name, ok, found, remedy) {
  return ok ? { name, status: 'ok', found } : { name, status: 'limit', found, remedy };
}

/** @param {string} directory @returns {string} itself or the ancestor that exists */
export function nearestDirectory(directory) {
  let place = path.resolve(directory);
  while (!statSync(place, { throwIfNoEntry: false })?.isDirectory()) place = path.dirname(place);
  return place;
}
