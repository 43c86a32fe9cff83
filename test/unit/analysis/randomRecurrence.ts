import fc from 'fast-check';

/** A random recurrence as source. */
export interface Made {
  readonly text: string;
  readonly arity: number;
  /** What it is made of, to sort the misses. */
  readonly traits: readonly string[];
}

const names = ['a', 'b', 'c'];

/** How one argument is passed on; the first makes the recursion end. */
const lowered = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 4 }).map((d) => [`a - ${d}`, 'shift'] as const) },
  { weight: 2, arbitrary: fc.integer({ min: 2, max: 4 }).map((d) => [`Math.floor(a / ${d})`, 'division'] as const) },
  { weight: 1, arbitrary: fc.constant(['a >> 1', 'division'] as const) },
  { weight: 1, arbitrary: fc.constant(['a - Math.ceil(a / 2)', 'division'] as const) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 4 }).map((d) => [`Math.max(a - ${d}, 0)`, 'clamp'] as const) },
  { weight: 1, arbitrary: fc.constant(['a - steps[a % steps.length]', 'captured'] as const) },
  { weight: 1, arbitrary: fc.constant(['Math.min(a - 1, limit)', 'captured'] as const) },
);
const passed = (name: string): fc.Arbitrary<readonly [string, string]> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant([name, 'same'] as const) },
    { weight: 3, arbitrary: fc.integer({ min: 1, max: 3 }).map((d) => [`${name} - ${d}`, 'shift'] as const) },
    { weight: 1, arbitrary: fc.constant([`${name} + 1`, 'shift'] as const) },
    { weight: 1, arbitrary: fc.constant([`${name} >> 1`, 'division'] as const) },
    { weight: 1, arbitrary: fc.constant([`2 * ${name} + 1`, 'doubling'] as const) },
    { weight: 1, arbitrary: fc.constant([`2 * ${name} + 2`, 'doubling'] as const) },
    { weight: 1, arbitrary: fc.constant([`a + ${name}`, 'history'] as const) },
    { weight: 1, arbitrary: fc.constant([`Math.max(${name} - 1, 0)`, 'clamp'] as const) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 2 }).map((k) => [String(k), 'constant'] as const) },
  );

const call = fc.tuple(lowered, passed('b'), passed('c'));

export const recurrence = fc
  .record({
    arity: fc.integer({ min: 1, max: 3 }),
    calls: fc.array(call, { minLength: 1, maxLength: 3 }),
    guard: fc.constantFrom('a < 1', 'a <= 1', 'a < 2 || b < 0', 'a < 1 || a === b', '!(a > 0)', 'a === 0'),
    shape: fc.constantFrom('sum', 'max', 'exclusive', 'branch', 'loop', 'family', 'split', 'or', 'early', 'locals', 'reassigned'),
    base: fc.constantFrom('1', 'a', '0'),
    typed: fc.boolean(),
  })
  .map(({ arity, calls, guard, shape, base, typed }): Made => {
    const own = names.slice(0, arity);
    const kind = typed ? ': number' : '';
    const traits = new Set<string>([shape]);
    const sites = calls.map((args) => {
      const used = args.slice(0, arity);
      for (const [, trait] of used) traits.add(trait);
      return `f(${used.map(([text]) => text).join(', ')})`;
    });
    const one = sites[0]!;
    const other = sites[sites.length - 1]!;
    const family = `f(${['i', ...calls[0]!.slice(1, arity).map(([text]) => text)].join(', ')})`;
    const rest = `f(${['a - 1 - i', ...calls[0]!.slice(1, arity).map(([text]) => text)].join(', ')})`;
    const test = guard.includes('b') && arity === 1 ? 'a < 1' : guard;
    if (test === 'a === 0') traits.add('equality guard');
    const bodies: Record<string, string[]> = {
      sum: [`return ${sites.join(' + ')};`],
      max: [`return 1 + Math.max(${sites.join(', ')});`],
      exclusive: [`return a % 2 === 0 ? ${one} : ${other};`],
      branch: [`if (a % 3 === 1) return ${one};`, `return ${sites.join(' + ')};`],
      loop: ['let total = 0;', `for (let k = 0; k < 2; k++) total += ${one} + k;`, 'return total;'],
      family: ['let total = 0;', `for (let i = 0; i < a; i++) total += ${family};`, 'return total;'],
      split: ['let total = 0;', `for (let i = 0; i < a; i++) total += ${family} * ${rest};`, 'return total;'],
      or: [`return ${sites.map((s) => `${s} > 1e9`).join(' || ')} ? 1 : 0;`],
      early: [`const first = ${one};`, 'if (first > 1e6) return first;', `return first + ${other};`],
      locals: [...sites.map((s, i) => `const part${i} = ${s};`), `return ${sites.map((_, i) => `part${i}`).join(' + ')};`],
      reassigned: ['let best;', ...sites.map((s) => `best = best === undefined ? ${s} : Math.max(best, ${s});`), 'return best;'],
    };
    const parameters = own.map((n) => n + kind).join(', ');
    const lines = [`if (${test}) return ${base};`, ...bodies[shape]!].map((l) => `  ${l}`);
    const data = `const steps = [1, 2, 3];\nconst limit = 1000;\n`;
    return { arity, traits: [...traits], text: `${data}function f(${parameters})${kind} {\n${lines.join('\n')}\n}\n` };
  }); // prettier-ignore
