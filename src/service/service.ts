import type { FixResult } from '../protocol/edit.ts';
import type { FileReport, FixOffer } from '../protocol/finding.ts';
import type { RecursionPicture } from '../protocol/picture.ts';
import type {
  AnalysisMethods,
  CachedFunction,
  Explanation,
  FixAllResult,
  FunctionRef,
  SourceFile,
} from '../protocol/worker.ts';
import { fix, offer, offers } from '../refactor/index.ts';
import type * as plan from '../refactor/proof/plan.ts';
import { type CheckedFile, type CheckedFunction, checkFile } from './check.ts';
import { cachedFunctions } from './cached.ts';
import { Documents } from './documents.ts';
import { explainFunction } from './explain.ts';
import { fixAll } from './fixAll.ts';
import { fileParser } from './parser.ts';
import { pictureOf } from './picture.ts';
import { requestFor } from './requestFor.ts';

type Params<M extends keyof AnalysisMethods> = Parameters<AnalysisMethods[M]>[0];

/** The one facade of the checking side: every face asks here, so a verdict is the same in all of them. */
export class Service implements AnalysisMethods {
  /** The file checked last: a fix or an explanation usually follows its check. */
  #last: { file: SourceFile; checked: CheckedFile } | undefined;
  readonly #documents = new Documents();

  check({ file, budgetMs, unsettled, least }: Params<'check'>): FileReport {
    // What is left out for who shows less is not there for a fix or for the next text.
    if (least && least !== 'possible') return checkFile(file, budgetMs, undefined, unsettled, undefined, least).report;
    const last = this.#last;
    if (!(last && isSame(last.file, file)) && this.#documents.isQuiet(file.path, file.text)) {
      return { findings: [], errors: [] };
    }
    return this.#checked(file, budgetMs, unsettled).report;
  }

  fix({ file, target, fix: id }: Params<'fix'>): FixResult {
    const found = this.#find(file, target);
    const request = typeof found === 'string' ? requestFor(file, target) : found.request;
    return request ? fix(id, request) : { refused: found as string };
  }

  fixAll({ file, targets }: Params<'fixAll'>): FixAllResult {
    return fixAll(
      file,
      targets.map(({ target, fix: id }) => ({ id, found: this.#find(file, target), name: target.name ?? '' })),
    );
  }

  strategies({ file, target }: Params<'strategies'>): readonly FixOffer[] {
    const found = this.#find(file, target);
    const request = typeof found === 'string' ? requestFor(file, target) : found.request;
    if (!request) return [];
    const disk = offer('memoize-disk', request);
    return [...offers(request), ...(disk ? [disk] : [])];
  }

  cached({ file }: Params<'cached'>): readonly CachedFunction[] {
    return cachedFunctions(file);
  }

  explain({ file, target, input }: Params<'explain'>): Explanation | { readonly refused: string } {
    const found = this.#find(file, target);
    return typeof found === 'string' ? { refused: found } : explainFunction(found, input);
  }

  picture({ file, name, line }: Params<'picture'>): RecursionPicture | { readonly refused: string } {
    return pictureOf(file, name, line);
  }

  plan({ file, target, fix: id, modules, sources }: Params<'plan'>): ReturnType<AnalysisMethods['plan']> {
    const found = this.#find(file, target);
    const request = typeof found === 'string' ? requestFor(file, target) : found.request;
    if (!request) return { refused: found as string };
    // It brings the compiler, which no check should wait for.
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { planProof } = require('../refactor/proof/plan.ts') as typeof plan;
    return planProof(id, request, modules, {}, sources);
  }

  #checked(file: SourceFile, budgetMs?: number, unsettled?: boolean): CheckedFile {
    const last = this.#last;
    if (last && isSame(last.file, file)) return last.checked;
    const parsed = this.#documents.parsed(file.path, file.text);
    // With a tree at hand there is no use in what saves the parse.
    const checked = checkFile(
      file,
      budgetMs,
      parsed ? () => parsed : fileParser,
      unsettled || parsed !== undefined,
      this.#documents.verdictsOf(file.path),
    );
    this.#last = { file, checked };
    this.#documents.keep(file.path, file.text.length, checked);
    return checked;
  }

  /** The checked function that `target` names, or one sentence why there is none. */
  #find(file: SourceFile, { name, line, column }: FunctionRef): CheckedFunction | string {
    const { functions, report } = this.#checked(file);
    const found = functions.filter(({ finding }) => {
      if (line !== undefined && finding.line !== line) return false;
      if (column !== undefined && finding.column !== column) return false;
      return name === undefined || finding.function === name;
    });
    if (found[0]) return found[0];
    const [error] = report.errors;
    if (error) return `${file.path}:${error.line}: ${error.message}`;
    return `No overlapping subproblems were found in ${name === undefined ? 'this place' : `\`${name}\``}.`;
  }
}

/** Offers depend on the dependencies too. */
function isSame(one: SourceFile, other: SourceFile): boolean {
  return (
    one.path === other.path &&
    one.text === other.text &&
    JSON.stringify(one.dependencies) === JSON.stringify(other.dependencies)
  );
}
