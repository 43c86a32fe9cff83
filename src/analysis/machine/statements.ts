import type { Statement } from '../skeleton.ts';
import { evaluate } from './expressions.ts';
import type { Machine } from './machine.ts';
import { same } from './operators.ts';
import { Thrown } from './outcomes.ts';
import { bind } from './patterns.ts';
import { type Environment, ListValue, RecordValue, type Value, Unknown, knownFields, settled } from './values.ts';

/** How a statement ended, other than by running through. */
export type Completion =
  | { readonly kind: 'return'; readonly value: Value }
  | { readonly kind: 'break' | 'continue'; readonly label: string | undefined }
  | undefined;

function inOrder(machine: Machine, body: readonly Statement[], env: Environment): Completion {
  for (const statement of body) {
    const completion = execute(machine, statement, env);
    if (completion) return completion;
  }
  return undefined;
}

/** Whether a loop goes on after its body completed; `out` is what the loop itself completes with. */
function turn(completion: Completion, label: string | undefined): { stop: boolean; out: Completion } {
  if (!completion) return { stop: false, out: undefined };
  if (completion.kind === 'return') return { stop: true, out: completion };
  const own = completion.label === undefined || completion.label === label;
  if (!own) return { stop: true, out: completion };
  return { stop: completion.kind === 'break', out: undefined };
}

/** Executes a statement in an activation. */
export function execute(machine: Machine, statement: Statement, env: Environment): Completion {
  machine.burn();
  switch (statement.op) {
    case 'expression':
      evaluate(machine, statement.value, env);
      return undefined;
    case 'declare': {
      if (
        statement.value === undefined &&
        statement.target.op === 'variable' &&
        env.values.has(statement.target.variable)
      )
        return undefined;
      bind(machine, statement.target, statement.value ? evaluate(machine, statement.value, env) : undefined, env);
      return undefined;
    }
    case 'block':
      return inOrder(machine, statement.body, env);
    case 'if':
      if (machine.truthy(evaluate(machine, statement.test, env))) return execute(machine, statement.then, env);
      return statement.otherwise ? execute(machine, statement.otherwise, env) : undefined;
    case 'loop':
      for (let first = statement.bodyFirst; ; first = false) {
        if (!first && statement.test && !machine.truthy(evaluate(machine, statement.test, env))) return undefined;
        const { stop, out } = turn(execute(machine, statement.body, env), statement.label);
        if (stop) return out;
        if (statement.update) evaluate(machine, statement.update, env);
      }
    case 'each': {
      const over = evaluate(machine, statement.over, env);
      for (const item of statement.of === 'keys' ? keysOf(machine, over) : [...machine.iterate(over)]) {
        bind(machine, statement.target, item, env);
        const { stop, out } = turn(execute(machine, statement.body, env), statement.label);
        if (stop) return out;
      }
      return undefined;
    }
    case 'return':
      return { kind: 'return', value: statement.value ? evaluate(machine, statement.value, env) : undefined };
    case 'throw':
      throw new Thrown(evaluate(machine, statement.value, env));
    case 'break':
    case 'continue':
      return { kind: statement.op, label: statement.label };
    case 'labelled': {
      const completion = execute(machine, statement.body, env);
      return completion?.kind === 'break' && completion.label === statement.label ? undefined : completion;
    }
    case 'switch':
      return choose(machine, statement, env);
    case 'try':
      return attempt(machine, statement, env);
  }
}

function keysOf(machine: Machine, over: Value): Value[] {
  const value = settled(over);
  if (value instanceof ListValue) return [...value.items.keys(), ...(value.named?.keys() ?? [])].map(String);
  if (value instanceof RecordValue) return [...knownFields(value).keys()];
  if (value instanceof Unknown) return machine.world.asList(value).items.map((_, i) => String(i));
  return [];
}

function choose(machine: Machine, statement: Statement & { op: 'switch' }, env: Environment): Completion {
  const value = evaluate(machine, statement.value, env);
  let at = statement.cases.findIndex(
    (c) => c.test && same(machine, settled(value), settled(evaluate(machine, c.test, env)), false),
  );
  if (at < 0) at = statement.cases.findIndex((c) => !c.test);
  if (at < 0) return undefined;
  for (const one of statement.cases.slice(at)) {
    const completion = inOrder(machine, one.body, env);
    if (completion?.kind === 'break' && completion.label === undefined) return undefined;
    if (completion) return completion;
  }
  return undefined;
}

function attempt(machine: Machine, statement: Statement & { op: 'try' }, env: Environment): Completion {
  let completion: Completion;
  try {
    completion = execute(machine, statement.body, env);
  } catch (error) {
    if (!(error instanceof Thrown) || !statement.handler) throw error;
    if (statement.parameter) bind(machine, statement.parameter, error.value, env);
    completion = execute(machine, statement.handler, env);
  }
  return (statement.finalizer && execute(machine, statement.finalizer, env)) ?? completion;
}
