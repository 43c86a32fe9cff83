import { fileParser } from './parser.ts';
import type { SourceFile } from '../protocol/worker.ts';
import { type CheckedFile, checkProgram } from './program.ts';

export { type CheckedFile, type CheckedFunction, languageOf } from './program.ts';

/** Checks one file. Never throws: what goes wrong is an entry of `errors`, with what was found before. */
export function checkFile(file: SourceFile, budgetMs?: number): CheckedFile {
  return checkProgram(file, () => fileParser(file.path, file.text), budgetMs);
}
