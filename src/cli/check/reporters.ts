import type { Checked } from './checked.ts';
import { github } from './github.ts';
import { pretty } from './pretty.ts';
import { sarif } from './sarif.ts';

export const formats = ['pretty', 'json', 'sarif', 'github'] as const;
export type Format = (typeof formats)[number];

/** `--format json`: the stable object, nothing of our own state in it. */
function json({ version, files, durationMs, findings, errors, notListed, known }: Checked): string {
  const more = { ...(notListed > 0 ? { notListed } : {}), ...(known.length > 0 ? { known: known.length } : {}) };
  return JSON.stringify({ version, files, durationMs, ...more, findings, errors }, null, 2);
}

export const reporters: Readonly<Record<Format, (checked: Checked) => string>> = {
  pretty,
  json,
  sarif,
  github,
};
