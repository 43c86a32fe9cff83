import type { DataProfile, Trial } from './trial.ts';

const never = { numbers: 'integers', equal: 'never', external: true, letters: 'plain', seed: 0 } as const;
const always = { ...never, equal: 'always' } as const;
const mixed = { ...never, equal: 'mixed', external: 'mixed' } as const;

/** Kinds of data that runs are given, in this order. */
export const profiles: readonly DataProfile[] = [
  { ...never, name: 'distinct reals', numbers: 'reals' },
  { ...never, name: 'distinct integers' },
  { ...always, name: 'equal data' },
  { ...mixed, name: 'mixed data', seed: 1 },
  { ...never, name: 'uneven data', shape: 'heavy' },
  { ...never, name: 'falling data', shape: 'falling' },
  { ...never, name: 'blank data', equal: 'blank' },
  { ...never, name: 'small parts', shape: 'nested' },
  { ...always, name: 'own letters', letters: 'literals', seed: 1 },
  { ...always, name: 'own letters', letters: 'literals', seed: 2 },
  { ...always, name: 'first letter', letters: 'literals', seed: 1, only: 0 },
  { ...always, name: 'second letter', letters: 'literals', seed: 1, only: 1 },
  { ...always, name: 'third letter', letters: 'literals', seed: 1, only: 2 },
  { ...mixed, name: 'mixed data', external: true, seed: 2 },
  { ...mixed, name: 'mixed reals', numbers: 'reals', seed: 3 },
  { ...always, name: 'digits', letters: 'digits' },
  { ...always, name: 'another first letter', letters: 'headed' },
  { ...never, name: 'texts of the same letters', letters: 'woven' },
  { ...never, name: 'nothing outside', external: false },
  { ...never, name: 'data below bounds', shape: 'bounded' },
  { ...never, name: 'linked data', links: true },
];

/** Whether runs so far asked for something that this kind of data can decide. */
export function applies(profile: DataProfile, trial: Trial): boolean {
  if (profile.links) return trial.keyed;
  if (profile.shape === 'bounded') return trial.bounded;
  if (profile.letters === 'plain') return true;
  if (!trial.askedText) return false;
  if (profile.letters === 'digits' || profile.letters === 'headed') return true;
  if (profile.letters === 'woven') return trial.severalTexts;
  return trial.letters.length > (profile.only ?? (profile.seed === 1 ? -1 : 0));
}
