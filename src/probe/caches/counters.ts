/**
 * Counts by table number, in arrays whose address optimised code can hold as a constant: counting is one operation in
 * memory. All of one table lie together, so one address does for all. Tables beyond the last number are not counted
 * (their files are not instrumented).
 */
export const mostTables = 32_768;

const memory = new ArrayBuffer(mostTables * 16);

/**
 * Hits of table `id` at `2 * id`. The first number is 1, which is what counting adds: no table has the number 0, and
 * reading the step from memory is fewer operations than making a floating-point constant each time.
 */
export const hits = new Float64Array(memory);
hits[0] = 1;
/**
 * Countdowns at `4 * id + 2` (misses) and `4 * id + 3` (stores): where one gets to 0, the probe looks. So the count tells
 * when, too, without a number to compare it with. Where stores need no count, the second is 1 while they are looked at.
 */
export const countdowns = new Int32Array(memory);
/** Tables that are made until the probe looks at the next. */
export const makings = new Int32Array(mostTables);
/** By table number, the countdown that tells of new entries as it was when the newest table was made. */
export const bases = new Int32Array(mostTables);
/** The newest table of each number, while the program uses it. */
export const tables: unknown[] = [];

/** Where nothing is waited for. */
const far = 2 ** 30;

/** What a countdown has counted. One that nobody has set yet began at 0. */
export class Countdown {
  private done = 0;
  private set = 0;

  /** @param base number of the table whose base is a value of this countdown */
  constructor(
    private readonly values: Int32Array,
    private readonly at: number,
    private readonly base?: number,
  ) {}

  get count(): number {
    return this.done + ((this.set - this.values[this.at]!) >>> 0);
  }

  /** @param steps from now on until the probe looks */
  wait(steps = far): void {
    this.done = this.count;
    const before = this.values[this.at]!;
    this.set = this.values[this.at] = Math.max(1, Math.min(far, steps));
    if (this.base !== undefined) bases[this.base]! += this.set - before;
  }

  get sinceBase(): number {
    return (bases[this.base!]! - this.values[this.at]!) >>> 0;
  }

  /** @param late of what is counted already, what comes after the base */
  rebase(late = 0): void {
    bases[this.base!] = this.values[this.at]! + late;
  }
}
