import type { Recurrence } from './callGraph.ts';
import { hiddenState } from './hiddenState.ts';
import { Identities, useIdentities } from './machine/identities.ts';
import { Machine, type Limits } from './machine/machine.ts';
import { Stopped, Thrown } from './machine/outcomes.ts';
import { type Subproblem, repeatedState } from './machine/subproblems.ts';
import { ListValue, RecordValue, TableValue, type Value, keyOf } from './machine/values.ts';
import { World } from './machine/world.ts';
import type { SkeletonFunction } from './skeleton.ts';
import type { OverlapLanguage } from './trial.ts';

/** What one given input takes. */
export interface Count {
  /** Calls that the uncached program makes, the outermost included. */
  readonly calls: bigint;
  /** Different subproblems. */
  readonly states: number;
  /** Longest chain of nested calls, the outermost included. */
  readonly depth: number;
  /** The smallest state with subproblems of its own that is reached by two paths. */
  readonly repeated: { readonly state: Subproblem; readonly paths: readonly Subproblem[][] } | undefined;
  /** Nothing was made up: every branch depended on the given data and on modelled code alone. */
  readonly exact: boolean;
}

/** Why an input could not be counted. */
export interface Uncounted {
  /**
   * `fuel`, `depth`: too large; `cycle`: some state asks for itself, the program does not end; `thrown`: it throws;
   * `input`: it rejects the input; `missing`: it needs captured data that was not given.
   */
  readonly stopped: 'fuel' | 'depth' | 'cycle' | 'thrown' | 'input' | 'missing';
  /** For `missing`: the name of the captured input. */
  readonly name?: string;
}

/** Plenty for states that a person asks about, and seconds at most. */
const defaultLimits: Limits = { fuel: 20_000_000, depth: 5_000 };

/** Data for a run from plain data: primitives, lists, records, sets and maps. */
export function valueOf(data: unknown): Value {
  if (Array.isArray(data)) return new ListValue(data.map(valueOf));
  if (data instanceof Set || data instanceof Map) {
    const table = new TableValue(data instanceof Set);
    for (const [k, v] of data.entries()) {
      const key = valueOf(k);
      table.entries.set(keyOf(key), [key, valueOf(v)]);
    }
    return table;
  }
  if (typeof data === 'object' && data !== null) {
    return new RecordValue(Object.entries(data).map(([name, field]) => [name, valueOf(field)] as const));
  }
  if (typeof data === 'function' || typeof data === 'symbol') throw new TypeError(`no data: ${typeof data}`);
  return data as Value;
}

/**
 * Counts the calls and states of one function on given arguments, by running its skeleton.
 * @param captured inputs that enclosing functions own, by name (`weights`)
 * @param limits nodes to evaluate and nested calls at most
 */
export function countCalls(
  recurrence: Recurrence,
  fn: SkeletonFunction,
  args: readonly Value[],
  language: OverlapLanguage,
  captured: Readonly<Record<string, Value>> = {},
  limits: Limits = defaultLimits,
): Count | Uncounted {
  // The profile only serves data that is not given; `exact` tells when some was made up.
  const world = new World({ name: 'given', size: 0, numbers: 'integers', equal: 'never', external: true, letters: 'plain', seed: 0 }); // prettier-ignore
  let missing: string | undefined;
  useIdentities(new Identities());
  const machine = new Machine(
    world,
    language.builtins,
    recurrence.functions,
    limits,
    (variable) => {
      if (Object.hasOwn(captured, variable.name)) return captured[variable.name];
      missing ??= variable.name;
      throw new Stopped('input');
    },
    hiddenState(recurrence.functions, language.methods.mutators),
  );
  try {
    const root = machine.run(fn, args);
    if (missing !== undefined) return { stopped: 'missing', name: missing };
    const { calls, depth } = root;
    return { calls, depth, states: machine.graph.states.size, repeated: repeatedState(root), exact: !world.external };
  } catch (error) {
    if (missing !== undefined) return { stopped: 'missing', name: missing };
    if (error instanceof Stopped) return { stopped: error.why };
    if (error instanceof Thrown) return { stopped: 'thrown' };
    // The interpreter nests with the program: a chain beyond its own stack.
    if (error instanceof RangeError) return { stopped: 'depth' };
    throw error;
  }
}
