import type { InputMaker } from './inputs.ts';
import { type Value, settled } from './machine/values.ts';
import type { World } from './machine/world.ts';
import { ladderFuel } from './inputSearch.ts';
import { type DataProfile, type Run, type Trial, gain } from './trial.ts';

/** Less than this is gained where states come back by chance only. */
const nothing = 1.05;

/** What is added to the numbers that decide no call: integers, which may meet again where integers do. */
const shifts = [2, 107, 1009, 5003, 20011, 70001] as const;

/**
 * Whether states come back only because numbers of the input are 0 or alike: halves of an interval without a length,
 * corners of a square without sides. Numbers that decide no call are moved apart; the calls are the same then, and so
 * should be the gain.
 */
export function isDegenerate(trial: Trial, profile: DataProfile, maker: InputMaker, run: Run): boolean {
  const free: number[] = [];
  const moved = (which: readonly number[]): Run | undefined => {
    const args = (world: World): Value[] => {
      const made = maker.args(world);
      which.forEach((i, nth) => {
        const value = settled(made[i]);
        if (typeof value === 'number') made[i] = value + shifts[nth % shifts.length]!;
      });
      return made;
    };
    return trial.run({ ...profile, size: run.size }, { ...maker, args }, ladderFuel)?.run;
  };
  for (const [i, number] of maker.numbers.entries()) {
    if (number && moved([i])?.calls === run.calls) free.push(i);
  }
  const apart = free.length > 0 ? moved(free) : undefined;
  return apart !== undefined && apart.calls === run.calls && gain(apart) < nothing;
}
