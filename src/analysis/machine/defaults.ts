import type { Expr, SkeletonFunction, Variable } from '../skeleton.ts';
import { type Value, settled } from './values.ts';

/** The default value of a parameter. */
export function defaultOf(variable: Variable): Expr | undefined {
  for (const parameter of variable.owner?.parameters ?? []) {
    const isIt =
      parameter.op === 'defaultPattern' && parameter.target.op === 'variable' && parameter.target.variable === variable;
    if (isIt) return parameter.value;
  }
  return undefined;
}

/** The arguments with constants in place of those left out: `f(n)` and `f(n, 0)` are one state when 0 is the default. */
export function withDefaults(fn: SkeletonFunction, args: Value[]): Value[] {
  fn.parameters.forEach((parameter, i) => {
    if (parameter.op !== 'defaultPattern' || parameter.value.op !== 'const') return;
    if (settled(args[i]) !== undefined) return;
    while (args.length < i) args.push(undefined);
    args[i] = parameter.value.value;
  });
  return args;
}

/** Whether a call makes a list of its arguments; functions without a name of their own may see that of another. */
export function listsArguments(fn: SkeletonFunction): boolean {
  return fn.form !== 'arrow' && fn.form !== 'callback' && fn.usesArguments();
}
