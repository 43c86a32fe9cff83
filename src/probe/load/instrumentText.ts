import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { mostTables } from '../caches/counters.ts';
import { describeFile } from '../caches/counting.ts';
import { instrumenter } from './lazy.ts';
import { isUserFile, mayHoldTable, watchesCandidates } from '../scan.ts';

let lastTable = 0;

/**
 * Text with counting put in, its tables made known.
 * @param prepare makes script of the text first, when the text is worth it
 * @returns undefined when there is nothing to count or the file cannot be read: then it runs as it is
 */
export function instrumentText(
  text: string,
  file: string,
  format: 'commonjs' | 'module',
  prepare?: (text: string) => string,
): string | undefined {
  try {
    if (!isUserFile(file) || !mayHoldTable(text, file)) return undefined;
    // even numbers: odd ones belong to the module hooks' thread
    if (lastTable > mostTables - 1000) return undefined;
    const result = instrumenter()?.instrument(
      prepare ? prepare(text) : text,
      file,
      format,
      () => (lastTable += 2),
      watchesCandidates,
    );
    if (!result) return undefined;
    describeFile(result.description);
    return result.text;
  } catch {
    return undefined;
  }
}

/** `type` in the nearest package.json, as Node reads it. */
export function packageType(folder: string): 'commonjs' | 'module' | undefined {
  for (let at = folder; ; at = dirname(at)) {
    try {
      const { type } = JSON.parse(readFileSync(join(at, 'package.json'), 'utf8')) as { type?: string };
      return type === 'module' || type === 'commonjs' ? type : undefined;
    } catch {
      if (dirname(at) === at) return undefined;
    }
  }
}
