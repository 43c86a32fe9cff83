import { type Count, type Uncounted, countCalls, valueOf } from '../analysis/count.ts';
import type { AskedInput, InputCount } from '../protocol/worker.ts';
import { languageOf } from './program.ts';
import type { CheckedFunction } from './check.ts';

/** Calls and states of one input that a person asks about. */
export function countInput({ assessment, request }: CheckedFunction, { args, captured = {} }: AskedInput): InputCount {
  const { recurrence, fn } = assessment;
  const given = Object.fromEntries(Object.entries(captured).map(([name, value]) => [name, valueOf(value)]));
  const count = countCalls(recurrence, fn, args.map(valueOf), languageOf(request.module), given);
  return 'calls' in count ? counted(count) : { refused: reason(count) };
}

function counted({ calls, states, depth, exact }: Count): InputCount {
  return { calls: String(calls), states: String(states), depth, exact };
}

function reason({ stopped, name }: Uncounted): string {
  switch (stopped) {
    case 'missing':
      return `it needs \`${name}\`, which is not an argument: give it with --captured '{"${name}": …}'`;
    case 'cycle':
      return 'with this input some call asks for itself: the recursion does not end';
    case 'thrown':
      return 'with this input the function throws';
    case 'input':
      return 'the input does not fit the function';
    case 'depth':
      return 'the calls nest too deep to be counted';
    case 'fuel':
      return 'there are too many states to be counted';
  }
}
