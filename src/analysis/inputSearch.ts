import type { InputMaker } from './inputs.ts';
import { repeatedState } from './machine/subproblems.ts';
import type { Profile } from './machine/profile.ts';
import { type DataProfile, type Trial, gain } from './trial.ts';

/** Evaluated nodes of one run, and of all runs with one kind of data. */
const trialFuel = 8_000;
const profileFuel = 100_000;
/** What compares texts by their letters goes over them in each call. */
const textFuel = 24_000;
/** Evaluated nodes of a run that settles a verdict. */
export const ladderFuel = 120_000;
/** Forms of input that go on to the other data profiles. */
const finalists = 7;
/** Of these, forms whose runs do not end within the fuel of a first look, some because they never would. */
const deepFinalists = 3;

/** Sizes of a first look; the large ones are for numbers alone, where runs stay small. */
export const sizes = [5, 8, 12] as const;
const smallest = 3;
export const largeSizes = [40, 300, 100_000] as const;
/** Forms of input that fail on fractions only, as far as the first look tells: they stay for the integers. */
const fractionalFinalists = 2;
/** Forms of input that come to no more states do not differ yet: which of them run deep, other data may show. */
const shallowStates = 2;

export interface Candidate {
  readonly maker: InputMaker;
  readonly size: number;
  readonly score: number;
}

/** The search for an input with a repeated state; remembers which forms of input run deep. */
export class Look {
  branches = false;
  #makers: readonly InputMaker[];
  #ranked = false;
  readonly #stretched = new Set<InputMaker>();
  /** Trials left that may take the fuel of the ladder. */
  #longRuns = 2;

  constructor(
    readonly trial: Trial,
    makers: readonly InputMaker[],
  ) {
    this.#makers = makers;
  }

  /** A run of this form of input, or of it stretched to where its steps meet the base case. */
  #run(profile: Profile, maker: InputMaker): { maker: InputMaker; tried: ReturnType<Trial['run']> } {
    const fuel = profile.letters === 'woven' ? textFuel : trialFuel;
    const tried = this.trial.run(profile, maker, fuel);
    const { stride } = this.trial;
    if (tried || !stride || this.#stretched.has(maker)) return { maker, tried };
    this.#stretched.add(maker);
    for (const more of [0, 1]) {
      const longer = maker.stretched(stride, more);
      const again = longer && this.trial.run(profile, longer, fuel);
      if (!again) continue;
      this.#makers = this.#makers.map((known) => (known === maker ? longer : known));
      return { maker: longer, tried: again };
    }
    return { maker, tried: this.trial.run(profile, maker, fuel) };
  }

  /** The forms of input with a repeated state, by size: the plainest first, then those that gain most. */
  *at(profile: DataProfile, ladder: readonly number[]): Generator<Candidate> {
    let open = this.#makers;
    const until = this.trial.spent + profileFuel;
    const steps = [...ladder];
    for (let size = steps.shift(); size !== undefined; size = steps.shift()) {
      const found: Candidate[] = [];
      const reached: { maker: InputMaker; states: number; sizeAsked: boolean }[] = [];
      const tooLong: InputMaker[] = [];
      const missed: InputMaker[] = [];
      const fractional: InputMaker[] = [];
      for (const plain of open) {
        if (this.trial.spent > until) break;
        const { maker, tried } = this.#run({ ...profile, size }, plain);
        if (!tried) {
          if (this.trial.outOfFuel) tooLong.push(maker);
          else if (this.trial.tooDeep && missed.length < finalists) missed.push(maker);
          else if (this.trial.fractional && fractional.length < fractionalFinalists) fractional.push(maker);
          continue;
        }
        const { run, world } = tried;
        this.branches ||= run.branches;
        reached.push({ maker, states: run.states, sizeAsked: this.trial.sizeAsked });
        if (!run.branches || !repeatedState(run.root)) continue;
        found.push({ maker, size, score: gain(run) / (world.external ? 4 : 1) });
      }
      if (!this.#ranked && reached.some(({ states }) => states > shallowStates)) {
        this.#ranked = true;
        reached.sort((a, b) => b.states - a.states);
        const ends = reached.map((r) => r.maker);
        const deep = tooLong.slice(0, Math.max(deepFinalists, finalists - ends.length));
        this.#makers = [...[...deep, ...ends].slice(0, finalists), ...fractional];
      } else if (!this.#ranked && reached.length > 0) {
        // None differs yet: all that end stay, other data may tell them apart.
        const surplus = new Set(tooLong.slice(deepFinalists));
        this.#makers = this.#makers.filter((maker) => !surplus.has(maker));
      } else if (!this.#ranked && tooLong.length > 0 && size !== smallest) this.#makers = tooLong.slice(0, finalists);
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
        const isLarge = steps[0] !== undefined && steps[0] >= largeSizes[0];
        const small = reached
          .filter(({ states, sizeAsked }) => states < 200 && (sizeAsked || !isLarge))
          .map(({ maker }) => maker);
        const again = reached.some(({ states }) => states > shallowStates) ? [] : missed;
        open = this.#makers.filter((maker) => small.includes(maker) || again.includes(maker));
      } else open = this.#makers;
    }
  }
}
