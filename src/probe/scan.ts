import { announceChannel } from '../protocol/announce.ts';
import { prefix } from './names.ts';

const setCall = /\.\s*set\s*\(/;
const getCall = /\.\s*(?:get|has)\s*\(/;
const assignment = /\]\s*(?:(?:\?\?|\|\|)=|=(?![=>]))/;
const longest = 1_000_000;

/** Whether functions that nobody has memoized are watched too. */
export const watchesCandidates = process.env.MEMOSCOPE_CANDIDATES === '1';

/** Whether a text can hold anything to count: cheap, so that most files are never parsed. */
export function mayHoldTable(text: string, file: string): boolean {
  if (text.length > longest || text.includes(prefix) || isLibrary(text, file)) return false;
  if (memoizerOf(file) !== undefined) return /memo|original/i.test(text);
  if (watchesCandidates && (text.includes('function') || text.includes('=>') || text.includes('this.'))) return true;
  return assignment.test(text) || (setCall.test(text) && getCall.test(text));
}

export const isUserFile = (file: string): boolean =>
  (!/[\\/]node_modules[\\/]/.test(file) || memoizerOf(file) !== undefined) && !file.startsWith('node:');

/** Packages whose memoizers are watched. */
const memoizer =
  /[\\/]node_modules[\\/](moize|micro-memoize|memoizee|memoize|lodash\.memoize|lodash(?:-es)?|fast-memoize|nano-memoize|p-memoize|reselect)[\\/](?!.*[\\/]node_modules[\\/])/;

export const memoizerOf = (file: string): string | undefined => memoizer.exec(file)?.[1];

/** Our own library tells of its caches itself. */
const isLibrary = (text: string, file: string): boolean => libraryFile.test(file) && text.includes(announceChannel);

/** Files of the library: built, or its sources run by a transpiler. */
export const libraryFile = /[\\/](?:runtime(?:-disk)?\.[cm]js|src[\\/]runtime[\\/][^\\/]+\.ts)$/;
