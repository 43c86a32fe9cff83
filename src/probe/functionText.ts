import { prefix } from './names.ts';

const name = prefix.replace('$', '\\$');
const begun = `const ${name}i=${name}c\\d?\\([^()]*\\);`;
const ended = `${name}x\\(${name}i,\\d+\\)\\)`;
const inserted = new RegExp(
  [
    // tables
    `,${name}(?:s\\([^,()]*,|k\\()\\d+\\)`,
    `\\(${name}[lm]\\([^,()]*,\\d+\\),`,
    `${name}[tnwr]\\(`,
    // watched functions: an arrow's body made a block, the local of a block, results, ends without one, marks on calls
    `\\{${begun}return \\(${name}v=\\(0,`,
    `/\\*\\$\\*/\\),${ended}/\\*\\$\\*/\\}`,
    `;${begun}`,
    `\\(${name}v=\\(0,`,
    `/\\*\\$\\*/\\),(?:${ended}|${name}f=1,${name}v\\))`,
    `;${name}u\\(${name}i,\\d+\\);`,
    ` ${name}u\\(${name}i,\\d+\\)`,
    `/\\*\\$\\*/(?:,[^,()]+){0,2}\\)`,
  ].join('|'),
  'g',
);

/** A function's text as it was before counting was put in. */
export const withoutCounting = (text: string): string => (text.includes(prefix) ? text.replace(inserted, '') : text);

let hidden = false;

/**
 * Programs send functions elsewhere as text (a worker, a page, a template): they must get what was written.
 * So `Function.prototype.toString` leaves out what we put in; for everything else it answers as before.
 */
export function hideCounting(): void {
  if (hidden) return;
  hidden = true;
  const native = Function.prototype.toString;
  const { apply } = Reflect;
  const { toString } = {
    toString(this: unknown): string {
      if (this === toString) return apply(native, native, []);
      return withoutCounting(apply(native, this, []));
    },
  };
  Object.defineProperty(Function.prototype, 'toString', { value: toString });
}
