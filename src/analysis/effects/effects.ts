import type { Recurrence } from '../callGraph.ts';
import type { LanguageEffects } from '../language.ts';
import type { SkeletonFunction } from '../skeleton.ts';
import { Activation, OutOfFuel, type Context } from './activation.ts';
import { Summary } from './summary.ts';
import { Fields } from './values.ts';

/** Expressions evaluated and effects applied for one recurrence at most: far more than a function that people wrote needs. */
const fuelPerRecurrence = 80_000;
const mostFunctions = 200;
const mostRounds = 24;

/** What the functions of a recurrence and the helpers they call do; undefined when there was too much to look at. */
export function effectsOf(
  recurrence: Recurrence,
  language: LanguageEffects,
): ReadonlyMap<SkeletonFunction, Summary> | undefined {
  const summaries = new Map<SkeletonFunction, Summary>();
  const context: Context = {
    language,
    members: new Set(recurrence.functions),
    fields: new Fields(),
    unpassed: (fn, index) => isUnpassed(recurrence, fn, index),
    summaryOf(fn) {
      let summary = summaries.get(fn);
      if (!summary) summaries.set(fn, (summary = new Summary()));
      return summary;
    },
    fuel: fuelPerRecurrence,
  };
  for (const fn of recurrence.functions) context.summaryOf(fn);
  try {
    for (let round = 0; round < mostRounds; round++) {
      let grew = false;
      // Callees are met after their callers: the other way round news travels faster.
      const before = summaries.size;
      for (const fn of [...summaries.keys()].reverse()) {
        if (summaries.size > mostFunctions) return undefined;
        const summary = summaries.get(fn)!;
        const { version } = summary;
        new Activation(fn, context, summary).run();
        grew ||= summary.version !== version;
      }
      if (!grew && summaries.size === before) return summaries;
      // What is learned later cannot make it better.
      if (round > 1 && recurrence.functions.every((fn) => isUnsafe(summaries.get(fn)!))) return summaries;
    }
  } catch (error) {
    if (!(error instanceof OutOfFuel)) throw error;
  }
  return undefined;
}

/** Whether every recursive call leaves the parameter to its default. */
function isUnpassed(recurrence: Recurrence, fn: SkeletonFunction, index: number): boolean {
  let seen = false;
  for (const { expr, target, direct } of recurrence.sites) {
    if (target !== fn) continue;
    if (!direct || expr.op !== 'call') return false;
    if (expr.args.length > index || expr.args.some((a) => a.op === 'spread')) return false;
    seen = true;
  }
  return seen;
}

function isUnsafe(summary: Summary): boolean {
  for (const { kind, origin } of summary.effects) {
    if (kind === 'yield' || kind === 'io' || kind === 'clock' || kind === 'random') return true;
    if ((kind === 'assign' || kind === 'mutate') && origin && origin.kind !== 'unknown') return true;
  }
  return false;
}
