/** A function that needs its own result gets an error that says so, not a stack overflow. */
import type { AnyFunction } from './types.ts';

export type Args = readonly unknown[];

/**
 * Runs at the start and the end of every miss, so it must cost next to nothing: Brent's cycle finding (R. P. Brent, "An
 * improved Monte Carlo factorization algorithm", BIT 20, 1980) on the chain of calls begun since one last finished. In
 * an endless recursion nothing finishes any more, so the chain comes round to its mark after at most about three laps.
 * `begin` being true only says that it may be a cycle (it may be a second try after an exception): `carefully` decides.
 */
export abstract class CycleGuard {
  chain = 0;
  protected mark: unknown;
  protected mark2: unknown;
  protected mark3: unknown;
  private active: Args[] | undefined;

  constructor(
    readonly fn: AnyFunction,
    readonly name: string,
  ) {}

  begin(a: unknown, b?: unknown, c?: unknown): boolean {
    const n = this.chain++;
    if (!n) return false;
    if (n & (n - 1)) return equal(a, this.mark) && equal(b, this.mark2) && equal(c, this.mark3);
    this.mark = a;
    this.mark2 = b;
    this.mark3 = c;
    return false;
  }

  /** As carefully; an array made in the caller would make its frame longer. */
  carefully1(self: unknown, a: unknown): unknown {
    return this.carefully(self, [a]);
  }

  /** Runs the function while remembering its arguments exactly. Throws when it is already running with the same. */
  carefully(self: unknown, args: Args, key: Args = args): unknown {
    const active = (this.active ??= []);
    if (active.some((other) => other.length === key.length && other.every((x, i) => equal(x, key[i]))))
      throw cycleError(this.name, key);
    active.push(key);
    try {
      return Reflect.apply(this.fn, self, args);
    } finally {
      active.pop();
    }
  }
}

export function cycleError(name: string, key: Args): Error {
  return new Error(`${name}(${key.map(show).join(', ')}) needs its own result`);
}

/** SameValueZero. */
function equal(a: unknown, b: unknown): boolean {
  return a === b || (a !== a && b !== b);
}

/** Without running code of the user's objects. */
function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return Object(value) === value ? typeof value : String(value);
}
