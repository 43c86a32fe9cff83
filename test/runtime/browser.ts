/** Runs in a browser (scripts/node-matrix.mjs): the meaning of keys on every form. The result is a list of failures. */
import { cases, judge } from './conformance.ts';
import { forms } from './forms.ts';

export async function run(): Promise<{ checked: number; failed: string[] }> {
  const failed: string[] = [];
  let checked = 0;
  for (const [name, contender] of Object.entries(forms))
    for (const one of cases) {
      const verdict = await judge(contender, one);
      if (verdict === '–') continue;
      checked++;
      if (verdict !== 'yes') failed.push(`${name}: ${one.title}`);
    }
  return { checked, failed };
}
(globalThis as { runChecks?: unknown }).runChecks = run;
