/**
 * Ends a made-up text of one literal, or begins one that is read from its end, and no made-up letter ever is it: what is
 * matched against such a text fails late.
 */
export const stranger = 'y';

/** First code of the letters that are told apart as positions though they may be equal as letters. */
export const privateLetters = 0xe000;

/** A stable pseudo-random number in [0, 2^32) for a path. */
export function hash(text: string): number {
  let h = 2166136261;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 16777619);
  h = Math.imul(h ^ (h >>> 15), 2246822519);
  return (h ^ (h >>> 13)) >>> 0;
}

/** Different letters of woven texts: few, so that parts of them hold the same ones. */
const wovenLetters = 4;

/**
 * Which letter stands at a place of a woven text, as a place in the alphabet: pairs of a few letters, and in all texts but
 * the first those at even places before those at odd ones.
 */
export function wovenLetter(at: number, length: number, isFirst: boolean): number {
  const evens = Math.ceil(length / 2);
  const from = isFirst ? at : at < evens ? 2 * at : 2 * (at - evens) + 1;
  return (from >> 1) % wovenLetters;
}
