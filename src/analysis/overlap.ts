import type { Recurrence } from './callGraph.ts';
import { type InputMaker, inputMakers, outerMakers } from './inputs.ts';
import { type Subproblem, repeatedState } from './machine/subproblems.ts';
import { ListValue, RecordValue, TableValue, type Value, settled } from './machine/values.ts';
import type { World } from './machine/world.ts';
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
const trialFuel = 8_000;
export const ladderFuel = 120_000;
const profileFuel = 100_000;
const wholeFuel = 600_000;
/** Forms of input that go on to the other data profiles. */
const finalists = 7;
/** Of these, forms whose runs do not end within the fuel of a first look, some because they never would. */
const deepFinalists = 3;

const never = { numbers: 'integers', equal: 'never', external: true, letters: 'plain', seed: 0 } as const;
const always = { ...never, equal: 'always' } as const;
const mixed = { ...never, equal: 'mixed', external: 'mixed' } as const;

const profiles: readonly DataProfile[] = [
  { ...never, name: 'distinct reals', numbers: 'reals' },
  { ...never, name: 'distinct integers' },
  { ...always, name: 'equal data' },
  { ...mixed, name: 'mixed data', seed: 1 },
  { ...never, name: 'uneven data', shape: 'heavy' },
  { ...never, name: 'falling data', shape: 'falling' },
  { ...never, name: 'blank data', equal: 'blank' },
  { ...never, name: 'small parts', shape: 'nested' },
  { ...always, name: 'own letters', letters: 'literals', seed: 1 },
  { ...always, name: 'own letters', letters: 'literals', seed: 2 },
  { ...always, name: 'first letter', letters: 'literals', seed: 1, only: 0 },
  { ...always, name: 'second letter', letters: 'literals', seed: 1, only: 1 },
  { ...always, name: 'third letter', letters: 'literals', seed: 1, only: 2 },
  { ...mixed, name: 'mixed data', external: true, seed: 2 },
  { ...mixed, name: 'mixed reals', numbers: 'reals', seed: 3 },
  { ...always, name: 'digits', letters: 'digits' },
  { ...never, name: 'nothing outside', external: false },
  { ...never, name: 'linked data', links: true },
];

/** Sizes of a first look; the large ones are for numbers alone, where runs stay small. */
const sizes = [5, 8, 12] as const;
const smallest = 3;
const largeSizes = [40, 300, 100_000] as const;
/** Steps of the ladder, as multiples of the size at which a state repeated. */
const rungs = [0.8, 1, 1.2, 1.6, 2, 2.4];

/** Forms of input that come to no more states do not differ yet: which of them run deep, other data may show. */
const shallowStates = 2;

interface Candidate {
  readonly maker: InputMaker;
  readonly size: number;
  readonly score: number;
}

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
  const trial = new Trial(recurrence, fn, language);
  const direct = search(trial, inputMakers(fn, trial.inference), thorough);
  if (direct || !thorough) return direct;
  trial.spent = 0;
  const outer = outerMakers(fn, trial.inference);
  return outer.length > 0 ? search(trial, outer, thorough) : undefined;
}

function search(trial: Trial, makers: readonly InputMaker[], thorough: boolean): Overlap | undefined {
  const look = new Look(trial, makers);
  let likely: Overlap | undefined;
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
      if (found) likely ??= readable(trial, profile, candidate, found);
      if (found) break;
    }
    if (likely && i >= 4) break;
  }
  return likely;
}

function applies(profile: DataProfile, trial: Trial): boolean {
  if (profile.links) return trial.keyed;
  if (profile.letters === 'plain') return true;
  if (!trial.askedText) return false;
  if (profile.letters === 'digits') return true;
  return trial.letters.length > (profile.only ?? (profile.seed === 1 ? -1 : 0));
}

/** The search for an input with a repeated state; remembers which forms of input run deep. */
class Look {
  branches = false;
  #makers: readonly InputMaker[];
  #ranked = false;
  /** Trials left that may take the fuel of the ladder. */
  #longRuns = 2;

  constructor(
    readonly trial: Trial,
    makers: readonly InputMaker[],
  ) {
    this.#makers = makers;
  }

  /** The forms of input with a repeated state, by size: the plainest first, then those that gain most. */
  *at(profile: DataProfile, ladder: readonly number[]): Generator<Candidate> {
    let open = this.#makers;
    const until = this.trial.spent + profileFuel;
    const steps = [...ladder];
    for (let size = steps.shift(); size !== undefined; size = steps.shift()) {
      const found: Candidate[] = [];
      const reached: { maker: InputMaker; states: number }[] = [];
      const tooLong: InputMaker[] = [];
      const missed: InputMaker[] = [];
      for (const maker of open) {
        if (this.trial.spent > until) break;
        const tried = this.trial.run({ ...profile, size }, maker, trialFuel);
        if (!tried) {
          if (this.trial.outOfFuel) tooLong.push(maker);
          else if (this.trial.tooDeep && missed.length < finalists) missed.push(maker);
          continue;
        }
        const { run, world } = tried;
        this.branches ||= run.branches;
        reached.push({ maker, states: run.states });
        if (!run.branches || !repeatedState(run.root)) continue;
        found.push({ maker, size, score: gain(run) / (world.external ? 4 : 1) });
      }
      if (!this.#ranked && (tooLong.length > 0 || reached.some(({ states }) => states > shallowStates))) {
        this.#ranked = true;
        reached.sort((a, b) => b.states - a.states);
        const ends = reached.map((r) => r.maker);
        const deep = tooLong.slice(0, Math.max(deepFinalists, finalists - ends.length));
        const ranked = [...deep, ...ends].slice(0, finalists);
        if (ranked.length > 0) this.#makers = ranked;
      }
      if (this.trial.spent > until && found.length === 0) return;
      if (found.length > 0) {
        const plain = found.find((candidate) => candidate.score > 1.15);
        const rest = found.filter((c) => c !== plain).sort((a, b) => b.score - a.score);
        yield* [...(plain ? [plain] : []), ...rest].slice(0, 3);
      }
      const shallow = !reached.some(({ states }) => states > 3);
      if (found.length === 0 && shallow && size === sizes[0] && tooLong[0] && this.#longRuns-- > 0) {
        const tried = this.trial.run({ ...profile, size }, tooLong[0], ladderFuel);
        if (tried && repeatedState(tried.run.root)) yield { maker: tooLong[0], size, score: gain(tried.run) };
      }
      if (found.length === 0 && size === sizes[0] && tooLong.length > 0) {
        steps.unshift(smallest);
        open = tooLong;
      } else if (size !== smallest || found.length > 0) {
        const small = reached.filter(({ states }) => states < 200).map(({ maker }) => maker);
        const again = reached.some(({ states }) => states > shallowStates) ? [] : missed;
        open = this.#makers.filter((maker) => small.includes(maker) || again.includes(maker));
      } else open = this.#makers;
    }
  }
}

/** The same form of input with integers, where they overlap as well: easier to follow than reals. */
function readable(trial: Trial, profile: DataProfile, candidate: Candidate, found: Overlap): Overlap {
  if (profile.numbers !== 'reals' || !trial.asked) return found;
  const whole = climb(trial, { ...profile, numbers: 'integers' }, candidate);
  if (whole && found.verdict !== 'proven') return whole;
  return whole ? { ...whole, verdict: found.verdict, assumptions: found.assumptions } : found;
}

/** The gain grows with the input: at the end, or on every other rung where it depends on the size being even. */
function rises(ladder: readonly Run[]): boolean {
  const gains = ladder.map(gain);
  const grown = gains.slice(-2).filter((g) => g >= 1.5 && g > gains[0]! * 1.05);
  return grown.includes(gains[gains.length - 1]!) || (grown.length > 0 && gains.filter((g) => g >= 1.5).length >= 3);
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

/** What the meeting of two paths takes for granted besides the data. */
function meetingAssumptions(run: Run, state: Subproblem): string[] {
  const assumptions: string[] = [];
  let fractions = false;
  state.args.forEach((arg, i) => {
    const value = settled(arg);
    fractions ||= typeof value === 'number' && !Number.isInteger(value);
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
  if (!first || !last || first === last || !rises(ladder)) return undefined;
  for (const run of ladder) {
    const repeated = run.size >= from || run === last ? repeatedState(run.root) : undefined;
    if (!repeated) continue;
    const assumptions: string[] = [];
    if (profile.links) assumptions.push('two ways through the data lead to one entry');
    if (external) assumptions.push('code outside the file answers as the executed example took for granted');
    if (integers) assumptions.push('the data are integers');
    assumptions.push(...meetingAssumptions(run, repeated.state));
    return {
      fn: trial.fn,
      verdict: profile.links ? 'possible' : assumptions.length > 0 ? 'likely' : 'proven',
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
