/** Whether a cache earns its keep, by its measured hit rate. */

/** `differs`: a candidate gave different results for the same arguments. */
export type Advice = 'pays' | 'plain' | 'costs' | 'unsure' | 'differs';

/** At or above this hit rate a cache pays. */
const paysFrom = 0.5;
/** Below this hit rate a cache costs more than it saves. */
const costsBelow = 0.1;
/** Fewer calls than this say nothing: every cache starts with misses. */
export const callsToJudge = 20;

/**
 * @param rate hits divided by calls, 0 to 1; undefined when there were no calls
 * @param calls hits and misses together
 */
export function advise(rate: number | undefined, calls: number): Advice {
  if (rate === undefined || calls < callsToJudge) return 'unsure';
  if (rate >= paysFrom) return 'pays';
  return rate < costsBelow ? 'costs' : 'plain';
}

const texts: Readonly<Record<Advice, string>> = {
  pays: 'pays',
  plain: '',
  costs: 'costs more than it saves',
  unsure: 'too few calls to judge',
  differs: 'the same arguments gave different results',
};

const candidateTexts: Readonly<Record<Advice, string>> = {
  pays: 'a cache would pay',
  plain: '',
  costs: 'a cache would cost more than it saves',
  unsure: 'too few calls to judge',
  differs: 'no cache: the same arguments gave different results',
};

/** The advice in words; empty where the number speaks for itself. */
export const adviceText = (advice: Advice, candidate: boolean): string => (candidate ? candidateTexts : texts)[advice];
