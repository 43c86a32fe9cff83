import type { Pattern, Variable } from '../skeleton.ts';
import { evaluate } from './expressions.ts';
import type { Machine } from './machine.ts';
import { without } from './records.ts';
import { type Environment, ListValue, type Value, settled } from './values.ts';

/** Declares the names of a pattern. */
export function bind(machine: Machine, pattern: Pattern, given: Value, env: Environment): void {
  destructure(machine, pattern, given, env, (variable, value) => env.values.set(variable, value));
}

export function destructure(
  machine: Machine,
  pattern: Pattern,
  given: Value,
  env: Environment,
  put: (variable: Variable, value: Value) => void,
): void {
  switch (pattern.op) {
    case 'variable':
      put(pattern.variable, given);
      return;
    case 'defaultPattern':
      destructure(
        machine,
        pattern.target,
        settled(given) === undefined ? evaluate(machine, pattern.value, env) : given,
        env,
        put,
      );
      return;
    case 'get':
      machine.set(evaluate(machine, pattern.object, env), evaluate(machine, pattern.key, env), given);
      return;
    case 'listPattern': {
      const items = machine.iterate(given);
      pattern.items.forEach((item, i) => item && destructure(machine, item, items[i], env, put));
      if (pattern.rest) destructure(machine, pattern.rest, new ListValue(items.slice(pattern.items.length)), env, put);
      return;
    }
    case 'recordPattern': {
      const names: string[] = [];
      for (const entry of pattern.entries) {
        const key = evaluate(machine, entry.key, env);
        names.push(machine.propertyName(key));
        destructure(machine, entry.value, machine.get(given, key), env, put);
      }
      if (pattern.rest) destructure(machine, pattern.rest, without(machine, given, names), env, put);
    }
  }
}
