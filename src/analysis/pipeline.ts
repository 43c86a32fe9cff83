import type { Verdict } from '../protocol/finding.ts';
import { type CallSite, type Recurrence, recurrences } from './callGraph.ts';
import type { LanguageEffects } from './language.ts';
import { memoization } from './memoized.ts';
import { isNested } from './nested.ts';
import { type Overlap, overlapOf } from './overlap.ts';
import { type Asked, recorded } from './revision/answers.ts';
import type { Verdicts } from './revision/verdicts.ts';
import { type SafetyVerdict, isDoubtful, safetyOf, safetyWithin } from './safety.ts';
import type { Range, SkeletonFunction } from './skeleton.ts';
import type { OverlapLanguage } from './trial.ts';
import { walkActivation } from './walk.ts';

/** Everything the passes need to know of a language. */
export interface Language extends OverlapLanguage {
  readonly effects: LanguageEffects;
}

/** What the passes found out about one function. */
export interface Assessment {
  readonly fn: SkeletonFunction;
  readonly recurrence: Recurrence;
  readonly sites: readonly CallSite[];
  readonly verdict: Verdict;
  readonly safety: SafetyVerdict;
  readonly overlap: Overlap;
}

/** Components with more members dispatch over something (a syntax tree); their states are not numbers or texts. */
const mostMembers = 6;

/**
 * The passes over the functions of a file, in order. `due` is asked between functions: false ends early.
 * @param verdicts where recurrences without a finding are noted, and taken over from the version before
 * @param all also what is unsafe to memoize or not known to be safe, and what nobody can be sure of; else such functions
 *   are not executed
 */
export function* assess(
  functions: readonly SkeletonFunction[],
  language: Language,
  due: () => boolean,
  verdicts?: Verdicts,
  all = true,
): Generator<Assessment> {
  for (const recurrence of recurrences(functions)) {
    if (recurrence.functions.length > mostMembers) continue;
    if (!branches(recurrence)) continue; // R1
    if (!all && isNested(recurrence)) continue;
    if (verdicts?.isCleared(recurrence, language.effects)) continue;
    const asked: Asked[] = [];
    const effects = verdicts ? recorded(language.effects, asked) : language.effects;
    const judge = once(() => safetyOf(recurrence, effects));
    const isMemoized = once(() => memoization(recurrence)?.complete === true);
    // What would be unsafe anyway is searched less, and judged only where something is found.
    const doubtful = isDoubtful(recurrence, effects);
    if (!all && doubtful) continue;
    let found = false;
    for (const fn of recurrence.functions) {
      if (!due()) return;
      const thorough = !doubtful && isSound(safetyWithin(judge(), fn));
      if (!all && !thorough) continue;
      const overlap = fn.generator ? undefined : overlapOf(recurrence, fn, language, thorough);
      if (!overlap) continue;
      if (isMemoized()) break; // R0
      found = true;
      const sites = recurrence.sites.filter((site) => site.caller === fn);
      const verdict = isNested(recurrence) ? 'possible' : overlap.verdict;
      yield { fn, recurrence, sites, verdict, safety: safetyWithin(judge(), fn), overlap };
    }
    if (!found) verdicts?.clear(recurrence.functions, asked);
  }
}

function isSound({ safety }: SafetyVerdict): boolean {
  return safety === 'safe' || safety === 'scoped';
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** Whether some activation can ask for more than one subproblem: two sites, or one that may run often. */
function branches(recurrence: Recurrence): boolean {
  return recurrence.functions.some((fn) => {
    const sites = recurrence.sites.filter((site) => site.caller === fn);
    return sites.length > 1 || (sites.length === 1 && repeats(fn, sites[0]!));
  });
}

/** The site stands in a loop or a callback, or hands the function on as a value. */
function repeats(fn: SkeletonFunction, site: CallSite): boolean {
  const { range } = site.expr;
  let found = !site.direct;
  const look = (outer: Range): void => {
    if (outer[0] <= range[0] && range[1] <= outer[1]) found = true;
  };
  walkActivation(fn, {
    statement: (statement) => void ((statement.op === 'loop' || statement.op === 'each') && look(statement.range)),
    expression: (expr) => void (expr.op === 'closure' && look(expr.range)),
  });
  return found;
}
