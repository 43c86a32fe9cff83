import type { Run } from '../analysis/trial.ts';
import { workDone, worked } from '../analysis/work.ts';
import { growthOf } from '../analysis/growth/growth.ts';
import { Verdicts } from '../analysis/revision/verdicts.ts';
import { type Assessment, type Language, assess } from '../analysis/pipeline.ts';
import { reuseDistance } from '../analysis/reuse.ts';
import { ecmascriptBuiltins } from '../languages/ecmascript/builtins/values.ts';
import { methodKinds } from '../languages/ecmascript/builtins/kinds.ts';
import { branchingCandidates } from '../languages/ecmascript/candidates.ts';
import { EcmaModule } from '../languages/ecmascript/module.ts';
import type { Quiet } from '../languages/ecmascript/edit/inert.ts';
import type { SourceSyntaxError } from '../languages/ecmascript/parser.ts';
import { effectsOfLanguage } from '../languages/ecmascript/usage.ts';
import type { FileError, FileReport, Finding, RelatedPlace, Span, Verdict } from '../protocol/finding.ts';
import type { SourceFile } from '../protocol/worker.ts';
import { type FixRequest, offers } from '../refactor/index.ts';
import { growthText, overlapClauses, safetyClause, witnessText } from './describe.ts';
import { Positions } from './positions.ts';
import { fixRequest } from './request.ts';
import { isSuppressed, suppressionsOf } from './suppressions.ts';

/** A finding and what it was made from, for fixes and explanations. */
export interface CheckedFunction {
  readonly finding: Finding;
  readonly assessment: Assessment;
  readonly request: FixRequest;
  /** The run whose counts the finding gives. */
  readonly example: Run;
}

export interface CheckedFile {
  readonly report: FileReport;
  readonly functions: readonly CheckedFunction[];
  /** The resolved file; undefined when it was settled without resolving names. */
  readonly module?: EcmaModule;
  /** Where nothing was found or went wrong: what the next text of the file is compared with. */
  readonly quiet?: Quiet;
  /** Where names were resolved: what the check of the next text of the file takes over. */
  readonly verdicts?: Verdicts;
}

/** Work for one file, where the caller sets none: what takes a usual machine as many milliseconds. */
const defaultBudgetMs = 5_000;
const unitsPerMs = 1_500;
/** Of a text: for its parse, for its names, and for each finding, whose fixes look through all of it. */
const unitsPerCharacter = { parse: 0.5, names: 1, finding: 0.4 };
/** A check that is not done after so many times the milliseconds, as they pass, will not be. */
const patience = 10;

/** The language of a resolved file, as the passes see it. */
export function languageOf(module: EcmaModule): Language {
  return { builtins: ecmascriptBuiltins, methods: methodKinds, effects: effectsOfLanguage(module) };
}

/** A file's tree, however it came about. */
export interface ParsedFile {
  readonly program: EcmaModule['program'];
  /** Parses a piece of it, where that can be done. */
  readonly again?: Quiet['again'];
}

/**
 * Checks one file whose tree `parse` gives. Never throws: what goes wrong is an entry of `errors`, with what was found
 * before. Here, and not beside the parser, so that faces with a tree of their own need none.
 * @param parse may throw a SourceSyntaxError; undefined for a file that is known to hold no recurrence
 * @param budgetMs work, the parse included, after which the rest of the file is left out: what takes a usual machine as
 *   many milliseconds, counted in steps so that a report does not depend on how busy this one is
 * @param before of the text of this file that was checked last
 * @param least the least sure verdict that will be shown: overlap that never would be is not searched for, and nothing is
 *   kept for the next text then
 */
export function checkProgram(
  file: SourceFile,
  parse: (() => ParsedFile) | undefined,
  budgetMs = defaultBudgetMs,
  before?: Verdicts,
  least: Verdict = 'possible',
): CheckedFile {
  const errors: FileError[] = [];
  const functions: CheckedFunction[] = [];
  const positions = new Positions(file.text);
  const fail = (line: number, message: string): void => void errors.push({ file: file.path, line, message });
  let module: EcmaModule | undefined;
  let verdicts: Verdicts | undefined;
  let keep: (() => Quiet) | undefined;
  // What such a comment silences is asked, too.
  const hasDisable = file.text.includes('memoscope-disable');
  const all = least === 'possible' || hasDisable;
  const end = performance.now() + patience * budgetMs;
  const last = workDone() + budgetMs * unitsPerMs;
  const read = (of: keyof typeof unitsPerCharacter): void => worked(file.text.length * unitsPerCharacter[of]);
  try {
    const parsed = parse?.();
    // It cannot be stopped midway, but what it took is not there for the rest.
    if (parsed) read('parse');
    const candidates = parsed && branchingCandidates(parsed.program);
    const again = parsed?.again;
    if (again && all)
      keep = () => ({ text: file.text, program: parsed.program, again, candidates: candidates!, module });
    if (candidates && candidates.size > 0) {
      module = new EcmaModule(file.text, parsed.program);
      read('names');
      const chosen = module.functions.filter((fn) => candidates.has(fn.node));
      let late = false;
      const due = (): boolean => !(late ||= workDone() > last || performance.now() > end);
      if (all) verdicts = new Verdicts(before);
      for (const assessment of assess(chosen, languageOf(module), due, verdicts, all)) {
        functions.push(checked(file, module, assessment, positions));
        read('finding');
      }
      verdicts?.done();
      if (late) fail(1, `Only part of the file was checked: all of it takes more than ${budgetMs} ms.`);
    }
  } catch (error) {
    // What cannot be read for a moment, as it is typed, is no reason to decide the rest anew.
    verdicts ??= before;
    if (isSyntaxError(error)) fail(error.line, error.message);
    else if (error instanceof RangeError) {
      fail(1, 'The code is nested too deeply to be checked; the rest of the project is not affected.');
    } else fail(1, `Memoscope failed on this file (${String(error)}); please report it.`);
  }
  const suppressions = suppressionsOf(file.text, positions);
  const open = functions.filter(
    ({ finding }) => !isSuppressed(suppressions, finding.rule, [finding.line, finding.functionLine]),
  );
  const findings = open.map(({ finding }) => finding);
  for (const unused of suppressions) {
    if (!unused.used) findings.push(unusedDisable(file, positions.span([unused.start, unused.end])));
  }
  findings.sort((a, b) => a.line - b.line || a.column - b.column);
  const isQuiet = findings.length + errors.length + functions.length === 0 && !hasDisable;
  return {
    report: { findings, errors },
    functions: open,
    ...(module ? { module } : {}),
    ...(verdicts ? { verdicts } : {}),
    ...(isQuiet && keep ? { quiet: keep() } : {}),
  };
}

function isSyntaxError(error: unknown): error is SourceSyntaxError {
  return error instanceof Error && error.name === 'SourceSyntaxError';
}

function unusedDisable(file: SourceFile, span: Span): Finding {
  return {
    ...span,
    rule: 'unused-disable',
    verdict: 'possible',
    safety: 'safe',
    file: file.path,
    function: '',
    functionLine: span.line,
    message: 'This comment silences nothing: no finding of Memoscope is here.',
    safetyReasons: [],
    assumptions: [],
    fixes: [],
    related: [],
  };
}

/** One assessment as a finding. */
function checked(file: SourceFile, module: EcmaModule, assessment: Assessment, positions: Positions): CheckedFunction {
  const { fn, overlap, recurrence, safety, sites, verdict } = assessment;
  const growth = growthOf(overlap);
  const reasons = safety.reasons.map((r) => r.text);
  const request = fixRequest(file, module, recurrence, fn, safety, reuseDistance(growth.example.trace));
  const related: RelatedPlace[] = sites.map(({ expr, target }) => ({
    ...positions.span(expr.range),
    message: `asks for ${target === fn ? 'a' : `\`${target.name}\`, a`} subproblem here`,
  }));
  for (const { text, range } of safety.reasons) if (range) related.push({ ...positions.span(range), message: text });
  const assumed = overlap.assumptions.length > 0 ? [`Assumed: ${overlap.assumptions.join('; ')}.`] : [];
  const finding: Finding = {
    ...positions.span(fn.nameRange),
    rule: 'overlapping-subproblems',
    verdict,
    safety: safety.safety,
    file: file.path,
    function: fn.name,
    functionLine: positions.line(fn.range[0]),
    message: [...overlapClauses(assessment, growth), ...assumed, safetyClause(assessment)].join(' '),
    safetyReasons: reasons,
    assumptions: overlap.assumptions,
    witness: witnessText(assessment),
    growth: growthText(growth),
    fixes: offers(request),
    related,
  };
  return { finding, assessment, request, example: growth.example };
}
