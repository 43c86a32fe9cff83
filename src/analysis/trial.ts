import { Bounds } from './bounds.ts';
import { type Recurrence, callSites } from './callGraph.ts';
import { type HiddenState, hiddenState } from './hiddenState.ts';
import { Inference, type MethodKinds } from './inference.ts';
import type { InputMaker } from './inputs.ts';
import type { Builtins } from './machine/builtins.ts';
import { Machine } from './machine/machine.ts';
import { Stopped, Thrown } from './machine/outcomes.ts';
import { ConsultedProfile } from './machine/consulted.ts';
import { Identities, useIdentities } from './machine/identities.ts';
import type { Subproblem } from './machine/subproblems.ts';
import { settled } from './machine/values.ts';
import type { Profile } from './machine/profile.ts';
import { World } from './machine/world.ts';
import type { SkeletonFunction, Variable } from './skeleton.ts';
import { walkActivation } from './walk.ts';
import { worked } from './work.ts';

/** One executed input and what it took. */
export interface Run {
  readonly size: number;
  readonly root: Subproblem;
  readonly calls: bigint;
  readonly states: number;
  /** It has lists or texts, which are as long as the size tells, up to a few dozen elements. */
  readonly sized: boolean;
  /** Evaluated nodes. */
  readonly cost: number;
  /** Different subproblems in the order in which a cached run asks for them, repeats included. */
  readonly trace: readonly Subproblem[];
  /** Some activation asked for more than one subproblem. */
  readonly branches: boolean;
  /** The text that a made-up text of this run stands for. */
  readonly plain: (text: string) => string;
}

/** What the interpreter needs of a language. */
export interface OverlapLanguage {
  readonly builtins: Builtins;
  readonly methods: MethodKinds;
}

/** A profile of data without its size. */
export type DataProfile = Omit<Profile, 'size'>;

/** Deepest chain of calls that a run may make. */
const deepest = 120;

/** Enclosing functions longer than this many characters (whole modules in a function) are not read for kinds. */
const longestAround = 20_000;

export function isLongAround(characters: number): boolean {
  return characters >= longestAround;
}

/** Calls per state: what a cache would save. */
export function gain(run: Run): number {
  return Number((run.calls * 1000n) / BigInt(run.states)) / 1000;
}

/** What a run takes besides the nodes that it evaluates. */
const runUnits = 20;

type Tried = { run: Run; world: World } | undefined;

/** A run that is over, and all that it left. */
interface Past {
  readonly profile: ConsultedProfile;
  readonly fuel: number;
  readonly tried: Tried;
  readonly spent: number;
  readonly identities: number;
  readonly outOfFuel: boolean;
  readonly tooDeep: boolean;
  readonly stride: number | undefined;
  readonly fractional: boolean;
}

/** Runs one function on made-up inputs. */
export class Trial {
  /** Nodes evaluated so far. */
  spent = 0;
  /** Some run asked for data other than plain numbers, or for texts. */
  asked = false;
  askedText = false;
  /** Some run asked for more than one text. */
  severalTexts = false;
  /** Some run used data as a key. */
  keyed = false;
  /** Some run compared data with a bound. */
  bounded = false;
  /** The last run made a number from its size, and so may go on growing with it. */
  sizeAsked = false;
  /** The last run ended for want of fuel. */
  outOfFuel = false;
  /** The last run nested too deep: its base cases may miss this size (`n === 0` with steps of three). */
  tooDeep = false;
  /** If so, the step by which its arguments moved, where it is larger than 1. */
  stride: number | undefined;
  /** The last run read a list at a fraction: integers may lead to entries where other data do not. */
  fractional = false;
  readonly inference: Inference;
  readonly #past = new Map<InputMaker, Past[]>();
  readonly #hidden: HiddenState;
  readonly #identities = new Identities();
  /** Letters that the functions name. */
  readonly letters: readonly string[];
  readonly bounds: Bounds;

  constructor(
    readonly recurrence: Recurrence,
    readonly fn: SkeletonFunction,
    readonly language: OverlapLanguage,
    /** Whether caching would be safe: only then is it worth telling of constants alone. */
    readonly thorough: boolean,
  ) {
    const read = relatives(recurrence.functions, fn);
    for (const { range } of read) worked(range[1] - range[0]);
    this.inference = new Inference(read, language.methods);
    this.#hidden = hiddenState(recurrence.functions, language.methods.mutators);
    this.letters = ownLetters(recurrence.functions);
    this.bounds = new Bounds(thorough ? recurrence.functions : []);
  }

  /**
   * One run; undefined when the program rejects the input or does not end within `fuel` evaluated nodes.
   */
  run(given: Profile, maker: InputMaker, fuel: number): Tried {
    let runs = this.#past.get(maker);
    if (!runs) this.#past.set(maker, (runs = []));
    const known = runs.find((past) => past.fuel === fuel && past.profile.agrees(given));
    if (known) {
      ({ outOfFuel: this.outOfFuel, tooDeep: this.tooDeep, stride: this.stride, fractional: this.fractional } = known);
      this.spent += known.spent;
      // As many as it would have taken again: nothing later depends on whether it was.
      this.#identities.given += known.identities;
      this.sizeAsked = known.profile.sized;
      return known.tried && { ...known.tried, run: { ...known.tried.run, size: given.size } };
    }
    const profile = new ConsultedProfile(given);
    const world = new World(profile, this.letters, this.bounds.all);
    const { spent } = this;
    const { given: identities } = this.#identities;
    useIdentities(this.#identities);
    const tried = this.#run(world, given.size, maker, fuel);
    this.sizeAsked = profile.sized;
    // What a text of a run stands for is asked later, too.
    if (!world.askedText) {
      const { outOfFuel, tooDeep, stride, fractional } = this;
      runs.push({ profile, fuel, tried, spent: this.spent - spent, identities: this.#identities.given - identities, outOfFuel, tooDeep, stride, fractional }); // prettier-ignore
    }
    return tried;
  }

  #run(world: World, size: number, maker: InputMaker, fuel: number): Tried {
    this.outOfFuel = false;
    this.tooDeep = false;
    this.stride = undefined;
    const captured = (variable: Variable) =>
      world.make(variable.name, this.inference.kindOf(variable), this.inference.elementOf(variable));
    const { functions } = this.recurrence;
    const limits = { fuel, depth: deepest };
    const machine = new Machine(world, this.language.builtins, functions, limits, captured, this.#hidden);
    try {
      const args = maker.args(world);
      const root = maker.outer ? machine.runThrough(maker.outer, args) : machine.run(this.fn, args);
      if (root?.function !== this.fn || !root.done || world.degenerate) return undefined;
      const { states, trace } = machine.graph;
      // Sums with what is not there are all alike.
      if (trace.some(({ args }) => args.some((arg) => Number.isNaN(settled(arg))))) return undefined;
      const branches = [...states.values()].some((state) => state.children.length > 1);
      return {
        run: {
          size,
          root,
          calls: root.calls,
          states: states.size,
          sized: world.sized,
          cost: machine.spent,
          trace,
          branches,
          plain: (text) => world.plain(text),
        },
        world,
      };
    } catch (error) {
      this.outOfFuel = error instanceof Stopped && error.why === 'fuel';
      this.tooDeep = error instanceof Stopped && error.why === 'depth';
      if (this.tooDeep) this.stride = strideOf(machine.graph.trace);
      if (error instanceof Stopped || error instanceof Thrown || error instanceof RangeError) return undefined;
      throw error;
    } finally {
      this.spent += machine.spent;
      worked(runUnits + machine.spent);
      this.asked ||= world.asked;
      this.askedText ||= world.askedText;
      this.severalTexts ||= world.texts > 1;
      this.keyed ||= world.keyed;
      this.fractional = world.fractional;
      this.bounded ||= world.bounded;
    }
  }
}

/** States at the end of a run that nested too deep, to tell its step by. */
const tail = 6;
const longestStride = 64;

/** The step common to all numbers that move evenly from state to state at the end of a run; undefined if it is 1. */
function strideOf(trace: readonly Subproblem[]): number | undefined {
  const last = trace.slice(-tail);
  let stride = 1;
  for (let i = 0; i < (last[0]?.args.length ?? 0); i++) {
    const values = last.map(({ args }) => Number(settled(args[i])));
    const step = Math.abs(values[1]! - values[0]!);
    if (!Number.isInteger(step) || step < 2) continue;
    if (values.every((value, k) => k === 0 || Math.abs(value - values[k - 1]!) === step)) stride *= step;
  }
  return stride > 1 && stride <= longestStride ? stride : undefined;
}

/** The functions, those around them, and those of the file they call: uses there tell what values are. */
export function relatives(functions: readonly SkeletonFunction[], fn: SkeletonFunction): SkeletonFunction[] {
  const all = new Set(functions);
  for (let around = fn.parent; around; around = around.parent) {
    if (!isLongAround(around.range[1] - around.range[0])) all.add(around);
  }
  let fringe = [...functions];
  for (let depth = 0; depth < 2; depth++) {
    fringe = fringe.flatMap((f) => callSites(f).map((site) => site.target)).filter((f) => !all.has(f));
    for (const helper of fringe.slice(0, 20)) all.add(helper);
  }
  return [...all];
}

/** Letters that the functions name, alone or in short texts (`'+-*'.includes(c)`): made-up texts hold them. */
function ownLetters(functions: readonly SkeletonFunction[]): string[] {
  const letters = new Set<string>();
  const inTexts = new Set<string>();
  for (const fn of functions) {
    walkActivation(fn, {
      expression(expr) {
        if (expr.op !== 'const' || typeof expr.value !== 'string' || expr.value.length > shortText) return;
        for (const letter of expr.value) (expr.value.length === 1 ? letters : inTexts).add(letter);
      },
    });
  }
  return [...new Set([...letters, ...inTexts])].slice(0, 6);
}

/** Texts up to this length may be sets of letters; longer ones are words. */
const shortText = 5;
