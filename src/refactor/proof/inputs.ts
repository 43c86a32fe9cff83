import type { Kind } from '../../analysis/skeleton.ts';
import type { ProofInput } from '../../protocol/proof.ts';
import { refuse } from '../request.ts';

/** What is known of a parameter that an argument is made up for. */
export interface Wanted {
  readonly name: string;
  readonly kind: Kind;
  readonly element?: Kind;
  readonly optional: boolean;
}

const sizes = [0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 22, 26, 30];
/** Most inputs of one size. */
const mostPerSize = 12;

/**
 * A ladder of inputs: for each size the size itself and the edges below it, for texts and lists data of that size; at
 * the end values that nobody thought of.
 * @throws Refusal for a parameter of a kind that cannot be made up
 */
export function makeInputs(parameters: readonly Wanted[]): ProofInput[] {
  const out: ProofInput[] = [];
  const seen = new Set<string>();
  const add = (args: readonly string[], size: number): void => {
    const key = args.join('\n');
    if (!seen.has(key)) out.push({ args, size });
    seen.add(key);
  };
  for (const size of sizes) {
    let combinations: string[][] = [[]];
    for (const [index, parameter] of parameters.entries()) {
      const choices = valuesOf(parameter, size, index);
      combinations = choices.flatMap((choice) => combinations.map((c) => [...c, choice])).slice(0, 4 * mostPerSize);
    }
    for (const combination of combinations.slice(0, mostPerSize)) add(combination, size);
  }
  const odd = { number: ['-1', '2.5'], integer: ['-1'], string: ["'ünï'"], boolean: ['true'], list: ['[]'] } as const;
  for (const [i, parameter] of parameters.entries()) {
    for (const value of odd[parameter.kind as keyof typeof odd] ?? []) {
      add(parameters.map((p, k) => (k === i ? value : valuesOf(p, 4, k)[0]!)), 4); // prettier-ignore
    }
  }
  return out;
}

/** `index` tells the parameters apart: two lists of one input differ. */
function valuesOf(parameter: Wanted, size: number, index: number): string[] {
  if (parameter.optional && parameter.kind !== 'number' && parameter.kind !== 'integer') return ['undefined'];
  switch (parameter.kind) {
    case 'number':
    case 'integer':
      return [...new Set([size, 0, Math.max(0, size - 1), Math.floor(size / 2), 2 * size])].map(String);
    case 'boolean':
      return ['true', 'false'];
    case 'string':
      return [JSON.stringify(text(size, 'abcab')), JSON.stringify(text(size, 'acbba'))];
    case 'list': {
      const element = parameter.element === 'string' ? (i: number) => JSON.stringify('abc'.slice(0, 1 + (i % 3))) : (i: number) => String(1 + ((i * 7 + 3 + index * (i % 3)) % 5)); // prettier-ignore
      return [`[${Array.from({ length: size }, (_, i) => element(i)).join(', ')}]`];
    }
    default:
      return refuse(`No value can be made up for the parameter \`${parameter.name}\`.`);
  }
}

function text(length: number, pattern: string): string {
  return pattern.repeat(Math.ceil(length / pattern.length)).slice(0, length);
}
