import type { Recurrence } from '../callGraph.ts';
import type { LanguageEffects } from '../language.ts';
import type { SkeletonFunction } from '../skeleton.ts';
import { worked } from '../work.ts';
import { Activation, OutOfFuel, type Context } from './activation.ts';
import { Summary } from './summary.ts';
import { Fields } from './values.ts';

/** Expressions evaluated and effects applied for one recurrence at most: far more than a function that people wrote needs. */
const fuelPerRecurrence = 80_000;
const mostFunctions = 200;
const mostRounds = 24;

/** What an activation took its results from besides the code: the summaries it asked for, as they were then. */
interface Evaluated {
  readonly asked: Map<Summary, number>;
  readonly fuel: number;
}

function isCurrent({ asked }: Evaluated): boolean {
  for (const [summary, version] of asked) if (summary.version !== version) return false;
  return true;
}

/**
 * What the functions of a recurrence and the helpers they call do; undefined when there was too much to look at.
 * @param enough ends early, before everything is known
 */
export function effectsOf(
  recurrence: Recurrence,
  language: LanguageEffects,
  enough?: (summaries: ReadonlyMap<SkeletonFunction, Summary>) => boolean,
): ReadonlyMap<SkeletonFunction, Summary> | undefined {
  const summaries = new Map<SkeletonFunction, Summary>();
  const evaluated = new Map<SkeletonFunction, Evaluated>();
  let asked = new Map<Summary, number>();
  const context: Context = {
    language,
    members: new Set(recurrence.functions),
    fields: new Fields(),
    unpassed: (fn, index) => isUnpassed(recurrence, fn, index),
    summaryOf(fn) {
      let summary = summaries.get(fn);
      if (!summary) summaries.set(fn, (summary = new Summary()));
      if (!asked.has(summary)) asked.set(summary, summary.version);
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
        const last = evaluated.get(fn);
        if (last && last.fuel <= context.fuel && isCurrent(last)) {
          // It would learn nothing. It is paid for all the same, so that the fuel measures the code alone.
          context.fuel -= last.fuel;
          continue;
        }
        asked = new Map();
        const { fuel } = context;
        new Activation(fn, context, summary).run();
        evaluated.set(fn, { asked, fuel: fuel - context.fuel });
        grew ||= summary.version !== version;
        if (enough?.(summaries)) return summaries;
      }
      if (!grew && summaries.size === before) return summaries;
      // What is learned later cannot make it better.
      if (round > 1 && recurrence.functions.every((fn) => isUnsafe(summaries.get(fn)!))) return summaries;
    }
  } catch (error) {
    if (!(error instanceof OutOfFuel)) throw error;
  } finally {
    worked(fuelPerRecurrence - context.fuel);
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
    if ((kind === 'assign' || kind === 'mutate') && origin && origin.kind !== 'unknown' && origin.kind !== 'handed') return true; // prettier-ignore
  }
  return false;
}
