import { announceChannel } from '../protocol/announce.ts';
import { prefix } from './names.ts';

const setCall = /\.\s*set\s*\(/;
const getCall = /\.\s*(?:get|has)\s*\(/;
const assignment = /\]\s*(?:(?:\?\?|\|\|)=|=(?![=>]))/;
const longest = 1_000_000;

/** Deno preloads what NODE_OPTIONS names too, and a look at its environment would end a program that may not. */
export const isNode = !('Deno' in globalThis || 'Bun' in globalThis);

/** Whether functions that nobody has memoized are watched too. */
export const watchesCandidates = isNode && process.env.MEMOSCOPE_CANDIDATES === '1';

/** Whether a text can hold anything to count: cheap, so that most files are never parsed. */
export function mayHoldTable(text: string, file: string): boolean {
  if (text.length > longest || text.includes(prefix) || isLibrary(text, file)) return false;
  const library = memoizerOf(file);
  if (library !== undefined) return isCacheClass(library) ? text.includes('get size') : /memo|original/i.test(text);
  if (watchesCandidates && (text.includes('function') || text.includes('=>') || text.includes('this.'))) return true;
  return assignment.test(text) || (setCall.test(text) && getCall.test(text));
}

export const isUserFile = (file: string): boolean =>
  (!/[\\/]node_modules[\\/]/.test(file) || memoizerOf(file) !== undefined) && !file.startsWith('node:');

/** Packages whose caches are watched. React keeps results only in its build for servers. */
const packages =
  /[\\/]node_modules[\\/](?:(moize|micro-memoize|memoizee|memoize|lodash\.memoize|lodash(?:-es)?|fast-memoize|nano-memoize|p-memoize|reselect|lru-cache)[\\/]|(react)[\\/]cjs[\\/]react\.react-server\.)(?!.*[\\/]node_modules[\\/])/;

export function memoizerOf(file: string): string | undefined {
  const [, memoizer, react] = packages.exec(file) ?? [];
  return memoizer ?? react;
}

/** Packages that give a class to keep things in instead of a memoizer. */
export const isCacheClass = (library: string): boolean => library === 'lru-cache';

/** Our own library tells of its caches itself. */
const isLibrary = (text: string, file: string): boolean => libraryFile.test(file) && text.includes(announceChannel);

/** Files of the library: built, or its sources run by a transpiler. */
export const libraryFile = /[\\/](?:runtime(?:-disk)?\.[cm]js|src[\\/]runtime[\\/][^\\/]+\.ts)$/;
