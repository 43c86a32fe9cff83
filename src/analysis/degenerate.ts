import type { InputMaker } from './inputs.ts';
import { type Value, settled } from './machine/values.ts';
import type { World } from './machine/world.ts';
import { ladderFuel } from './inputSearch.ts';
import { type DataProfile, type Run, type Trial, gain } from './trial.ts';

/** Less than this is gained where states come back by chance only. */
const nothing = 1.05;

/** What is added to the numbers that decide no call: not alike, and in no simple relation. */
const shifts = [0.7390625, 3.12890625, 5.43359375, 11.2109375, 17.8671875, 23.05859375] as const;

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
      for (const i of which) {
        const value = settled(made[i]);
        if (typeof value === 'number') made[i] = value + shifts[i % shifts.length]!;
      }
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
