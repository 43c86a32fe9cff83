import { type RuleId, ruleIds } from '../protocol/finding.ts';
import type { Positions } from './positions.ts';

/** One `memoscope-disable…` comment. */
export interface Suppression {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  /** Line that is silenced; undefined: the whole file. */
  readonly target: number | undefined;
  /** Rules it names; undefined: it names none, so all. A mistyped name silences nothing. */
  readonly rules: readonly RuleId[] | undefined;
  used: boolean;
}

const comment = /(?:\/\/|\/\*)\s*memoscope-disable(-next-line|-line)?(?![\w-])([^\n\r*]*)/g;

/** The comments of a file that silence findings. */
export function suppressionsOf(text: string, positions: Positions): Suppression[] {
  if (!text.includes('memoscope-disable')) return [];
  return [...text.matchAll(comment)].map((match) => {
    const line = positions.line(match.index);
    const scope = match[1];
    const named = (match[2] ?? '').split('--')[0]!.match(/[\w-]+/g);
    return {
      line,
      start: match.index,
      end: match.index + match[0].trimEnd().length,
      target: scope === '-next-line' ? line + 1 : scope === '-line' ? line : undefined,
      rules: named ? ruleIds.filter((id) => named.includes(id)) : undefined,
      used: false,
    };
  });
}

/** Whether a finding on `line` (its own or its function's) is silenced; marks what silences it as used. */
export function isSuppressed(suppressions: readonly Suppression[], rule: RuleId, lines: readonly number[]): boolean {
  let silenced = false;
  for (const one of suppressions) {
    if (one.target !== undefined && !lines.includes(one.target)) continue;
    if (one.rules && !one.rules.includes(rule)) continue;
    one.used = true;
    silenced = true;
  }
  return silenced;
}
