import type { Recurrence } from './callGraph.ts';
import { isDegenerate } from './degenerate.ts';
import { type Candidate, Look, ladderFuel, largeSizes, sizes } from './inputSearch.ts';
import { type InputMaker, entryMakers, inputMakers, outerMakers } from './inputs.ts';
import { type Subproblem, repeatedState } from './machine/subproblems.ts';
import { ListValue, RecordValue, TableValue, type Value, settled } from './machine/values.ts';
import type { World } from './machine/world.ts';
import { comesFromData } from './links.ts';
import { losesElements } from './pieces.ts';
import { applies, profiles } from './profiles.ts';
import type { SkeletonFunction } from './skeleton.ts';
import { type DataProfile, type OverlapLanguage, type Run, Trial, gain } from './trial.ts';

export interface Overlap {
  readonly fn: SkeletonFunction;
  readonly verdict: 'proven' | 'likely' | 'possible';
  /** What the verdict takes for granted about data, a clause each. */
  readonly assumptions: readonly string[];
  /** The smallest input on which a state with subproblems of its own is reached by two paths. */
  readonly witness: { readonly run: Run; readonly state: Subproblem; readonly paths: readonly Subproblem[][] };
  /** Growing inputs of the same form. */
  readonly ladder: readonly Run[];
  /** The form of its input. */
  readonly maker: InputMaker;
  /** Runs the same form of input at another size; `change` may change the arguments. */
  readonly at: (size: number, change?: (args: Value[]) => void) => Run | undefined;
}

/** Fuel in evaluated nodes, never time, so that a verdict is the same on every machine and in every face. */
const wholeFuel = 600_000;
/** Steps of the ladder, as multiples of the size at which a state repeated. */
const rungs = [0.8, 1, 1.2, 1.6, 2, 2.4];

/**
 * Decides whether the subproblems of `fn` overlap, by executed inputs; undefined when none was found to.
 * @param thorough try every kind of data; else only the first two, for functions that cannot be memoized anyway
 */
export function overlapOf(
  recurrence: Recurrence,
  fn: SkeletonFunction,
  language: OverlapLanguage,
  thorough: boolean,
): Overlap | undefined {
  const trial = new Trial(recurrence, fn, language, thorough);
  const entry = entryMakers(fn);
  const begun = entry.length > 0 ? search(trial, entry, thorough) : undefined;
  // Other beginnings than its own say nothing of a recursion over data.
  const decided = begun || (entry.length > 0 && trial.asked);
  const direct = decided ? begun : search(trial, inputMakers(fn, trial.inference, trial.bounds), thorough);
  if (direct || !thorough) return direct;
  trial.spent = 0;
  const outer = outerMakers(fn, trial.inference);
  return outer.length > 0 ? search(trial, outer, thorough) : undefined;
}

function search(trial: Trial, makers: readonly InputMaker[], thorough: boolean): Overlap | undefined {
  const look = new Look(trial, makers);
  let best: Overlap | undefined;
  for (const [i, profile] of profiles.entries()) {
    if (trial.spent > wholeFuel || (!thorough && i >= 2)) break;
    // Nothing but numbers was asked for: other data cannot change anything.
    if (i > 0 && !trial.asked) break;
    if (!applies(profile, trial)) continue;
    // Eight kinds of data without a second call in any activation: single recursion, unless letters decide.
    if (i >= 8 && !look.branches && profile.letters === 'plain' && !profile.links) continue;
    for (const candidate of look.at(profile, i < 2 ? [...sizes, ...largeSizes] : sizes)) {
      const found = climb(trial, profile, candidate);
      if (found?.verdict === 'proven') return readable(trial, profile, candidate, found);
      if (found && (!best || best.verdict === 'possible')) best = readable(trial, profile, candidate, found);
      if (found?.verdict === 'likely') break;
    }
    if (best?.verdict === 'likely' && i >= 4) break;
  }
  return best;
}

/** The same form of input with integers, where they overlap as well: easier to follow than reals. */
function readable(trial: Trial, profile: DataProfile, candidate: Candidate, found: Overlap): Overlap {
  if (profile.numbers !== 'reals' || !trial.asked) return found;
  const whole =
    climb(trial, { ...profile, numbers: 'integers', shape: 'rising' }, candidate) ??
    climb(trial, { ...profile, numbers: 'integers' }, candidate);
  if (whole && found.verdict !== 'proven') return whole;
  return whole ? { ...whole, verdict: found.verdict, assumptions: found.assumptions } : found;
}

/** The gain grows with the input: at the end, or on every other rung where it depends on the size being even. */
function rises(ladder: readonly Run[]): boolean {
  const gains = ladder.map(gain);
  const grown = gains.slice(-2).filter((g) => g >= 1.5 && g > gains[0]! * 1.05);
  return grown.includes(gains[gains.length - 1]!) || (grown.length > 0 && gains.filter((g) => g >= 1.5).length >= 3);
}

/** Calls per state that are worth saving even where they do not grow: the program itself tells how large its input is. */
const large = 50;

function isLarge(ladder: readonly Run[]): boolean {
  return ladder.every((run) => gain(run) >= large);
}

/** How far a rung may move for the base cases to meet it. */
const moves = [0, 1, -1, 2, -2, 3, -3];

/** A run of this size, or of one nearby where the recursion does not end from here; larger than `least`. */
function reachable(
  trial: Trial,
  profile: DataProfile,
  maker: InputMaker,
  size: number,
  least: number,
): Tried | undefined {
  for (const move of moves) {
    if (size + move <= least) continue;
    const tried = trial.run({ ...profile, size: size + move }, maker, ladderFuel);
    if (tried || !trial.tooDeep) return tried;
  }
  return undefined;
}

type Tried = ReturnType<Trial['run']>;

/** Multiples of 1 / `finest` are added and halved without rounding: made-up fractions are such numbers. */
const finest = 2 ** 32;

/** States come back only where one activation asks twice, as for entries of its data that happen to be alike. */
function onlyTwins({ root }: Run): boolean {
  const parents = new Map<Subproblem, Subproblem>();
  const work = [root];
  for (let state = work.pop(); state; state = work.pop()) {
    for (const child of state.children) {
      const known = parents.get(child);
      if (known && known !== state) return false;
      if (!known) work.push(child);
      parents.set(child, state);
    }
  }
  return true;
}

/** What the meeting of two paths takes for granted besides the data. */
function meetingAssumptions(run: Run, state: Subproblem): string[] {
  const assumptions: string[] = [];
  let fractions = false;
  state.args.forEach((arg, i) => {
    const value = settled(arg);
    fractions ||= typeof value === 'number' && !Number.isInteger(value * finest);
    const container = value instanceof ListValue || value instanceof RecordValue || value instanceof TableValue;
    if (!container || value === settled(run.root.args[i])) return;
    const parameter = state.function.parameters[i];
    const name = parameter?.op === 'variable' ? `\`${parameter.variable.name}\`` : `argument ${i + 1}`;
    assumptions.push(`${name} counts by its content, not by its identity`);
  });
  const wholeInput = run.root.args.every((arg) => typeof settled(arg) !== 'number' || Number.isInteger(settled(arg)));
  if (fractions && wholeInput) assumptions.push('fractions that are equal in theory are rounded to equal numbers');
  return assumptions;
}

/** Climbs the ladder: the gain must grow with the input. */
function climb(trial: Trial, profile: DataProfile, { maker, size: from }: Candidate): Overlap | undefined {
  const ladder: Run[] = [];
  let external = false;
  let integers = false;
  for (const rung of rungs) {
    const tried = reachable(trial, profile, maker, Math.round(from * rung), ladder[ladder.length - 1]?.size ?? 0);
    if (trial.outOfFuel) break;
    if (!tried) continue;
    ladder.push(tried.run);
    external ||= tried.world.external;
    integers ||= tried.world.numericData && profile.numbers === 'integers';
  }
  const first = ladder[0];
  const last = ladder[ladder.length - 1];
  if (!first || !last || first === last || !(rises(ladder) || (trial.thorough && isLarge(ladder)))) return undefined;
  if (isDegenerate(trial, profile, maker, first)) return undefined;
  for (const run of ladder) {
    const repeated = run.size >= from || run === last ? repeatedState(run.root) : undefined;
    if (!repeated) continue;
    const assumptions: string[] = [];
    const linked = profile.links || (trial.keyed && repeated.state.args.some((_, i) => comesFromData(run.root, repeated.state, i))); // prettier-ignore
    if (linked) assumptions.push('two ways through the data lead to one entry');
    if (external) assumptions.push('code outside the file answers as the executed example took for granted');
    if (integers) assumptions.push('the data are integers');
    assumptions.push(...meetingAssumptions(run, repeated.state));
    const byContent = trial.askedText && assumptions.some((clause) => clause.includes('counts by its content'));
    const twins = (integers || byContent) && onlyTwins(ladder[ladder.length - 1]!);
    if (twins) assumptions.push('the data hold an entry twice');
    const subsets = repeated.state.args.some((_, i) => losesElements(run.root, repeated.state, i));
    return {
      fn: trial.fn,
      verdict: linked || twins || subsets ? 'possible' : assumptions.length > 0 ? 'likely' : 'proven',
      assumptions,
      witness: { run, ...repeated },
      ladder,
      maker,
      at: (size, change) => {
        const args = (world: World): Value[] => {
          const made = maker.args(world);
          change?.(made);
          return made;
        };
        return trial.run({ ...profile, size }, { ...maker, args }, ladderFuel)?.run;
      },
    };
  }
  return undefined;
}
