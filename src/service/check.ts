import type { Verdicts } from '../analysis/revision/verdicts.ts';
import type { Parser } from '../languages/ecmascript/parser.ts';
import { fileParser } from './parser.ts';
import { mayBranch } from '../languages/ecmascript/scan/scan.ts';
import type { Verdict } from '../protocol/finding.ts';
import type { SourceFile } from '../protocol/worker.ts';
import { type CheckedFile, checkProgram } from './program.ts';

export { type CheckedFile, type CheckedFunction, languageOf } from './program.ts';

/**
 * Checks one file. A text whose tokens prove that it holds no branching recursion is not parsed, so what is wrong in it
 * goes unsaid. Never throws: what goes wrong is an entry of `errors`, with what was found before.
 * @param unsettled the tokens were read before, to no such proof
 * @param before of the text of this file that was checked last
 * @param least the least sure verdict that will be shown
 */
export function checkFile(
  file: SourceFile,
  budgetMs?: number,
  parser: Parser = fileParser,
  unsettled = false,
  before?: Verdicts,
  least?: Verdict,
): CheckedFile {
  const parse = unsettled || mayBranch(file.path, file.text) ? () => parser(file.path, file.text) : undefined;
  return checkProgram(file, parse, budgetMs, before, least);
}
