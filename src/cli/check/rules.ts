import type { RuleId } from '../../protocol/finding.ts';

/** What each rule finds, one sentence, for reports that describe their rules. */
export const ruleSummaries: Readonly<Record<RuleId, string>> = {
  'overlapping-subproblems': 'A recursion solves the same subproblems again, and nothing keeps the results.',
  'bypassed-cache': 'The inner recursion of a memoized function calls the plain one.',
  'incomplete-key': 'The key of a cache leaves out something that the result depends on.',
  'colliding-key': 'Different arguments give one key.',
  'prototype-key': 'A cache in a plain object is read with keys that its prototype has.',
  'falsy-cache-check': 'A cached 0, empty string, false, null or undefined counts as a miss.',
  'ephemeral-cache': 'A cache is made anew so often that it never hits.',
  'disconnected-memo': 'A memo is not passed on, or a result is never stored in it.',
  'shared-row': 'All rows of a memo table are one array.',
  'impure-memo': 'A memoized function reads a clock, randomness or state that changes.',
  'unkeyed-this': 'The result of a memoized method depends on its object, the key does not.',
  'cached-rejection': 'A rejected promise stays in the cache.',
  'async-stampede': 'Between a miss and its store other callers miss too.',
  'mutable-result': 'A caller changes an array or object that the cache keeps.',
  'undersized-cache': 'A bounded cache in a recursion is smaller than the distance to the next use.',
  'unbounded-cache': 'A cache of the module grows with every new input.',
  'unused-disable': 'A memoscope-disable comment silences nothing.',
};

export const rulePage = (rule: RuleId): string =>
  `https://github.com/memoscope/memoscope/blob/main/docs/rules/${rule}.md`;
