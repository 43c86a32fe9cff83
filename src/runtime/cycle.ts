/** A function that needs its own result gets an error that says so, not a stack overflow. */
import type { AnyFunction } from './types.ts';

export type Args = ArrayLike<unknown>;

/**
 * Runs at the start and the end of every miss, so it must cost next to nothing: Brent's cycle finding (R. P. Brent, "An
 * improved Monte Carlo factorization algorithm", BIT 20, 1980) on the chain of calls begun since one last finished. In
 * an endless recursion nothing finishes any more, so the chain comes round to its mark after at most about three laps.
 * `begin` being true only says that it may be a cycle (it may be a second try after an exception): `carefully` decides.
 */
export abstract class CycleGuard {
  chain = 0;
  private mark: unknown = undefined;
  private mark2: unknown = undefined;
  private mark3: unknown = undefined;
  private active: Args[] | undefined = undefined;

  constructor(
    readonly fn: AnyFunction,
    readonly name: string,
  ) {}

  begin(a: unknown, b?: unknown, c?: unknown): boolean {
    const n = this.chain++;
    if (n === 0) return false;
    if ((n & (n - 1)) !== 0) return equal(a, this.mark) && equal(b, this.mark2) && equal(c, this.mark3);
    this.mark = a;
    this.mark2 = b;
    this.mark3 = c;
    return false;
  }

  /** Lets go of the arguments it remembers. */
  protected unmark(): void {
    this.mark = this.mark2 = this.mark3 = undefined;
  }

  /** As carefully; two parameters take no extra registers in the caller's frame. */
  carefully1(self: unknown, a: unknown): unknown {
    return this.carefully(self, [a]);
  }

  /** Runs the function while remembering its arguments exactly. Throws when it is already running with the same. */
  carefully(self: unknown, args: Args, key: Args = args): unknown {
    const active = (this.active ??= []);
    if (active.some((other) => same(other, key)))
      throw new Error(`${this.name}(${Array.from(key, show).join(', ')}) needs its own result`);
    active.push(key);
    try {
      return Reflect.apply(this.fn, self, args);
    } finally {
      active.pop();
    }
  }
}

export function cycleError(name: string, key: Args): Error {
  return new Error(`${name}(${Array.from(key, show).join(', ')}) needs its own result`);
}

/** SameValueZero. */
function equal(a: unknown, b: unknown): boolean {
  return a === b || (a !== a && b !== b);
}

function same(a: Args, b: Args): boolean {
  return a.length === b.length && Array.from(a).every((x, i) => equal(x, b[i]));
}

/** Without running code of the user's objects. */
function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  return value !== null && /^[of]/.test(typeof value) ? typeof value : String(value);
}
