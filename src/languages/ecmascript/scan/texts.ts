/** Characters of names and numbers, among the first 128. */
export const part = new Uint8Array(128);
for (const c of '$_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ') part[c.charCodeAt(0)] = 1;

export function isDigit(c: number): boolean {
  return c >= 48 && c < 58;
}

export function isLineEnd(c: number): boolean {
  return c === 10 || c === 13 || c === 0x2028 || c === 0x2029;
}

/** Where the next token or comment begins. */
export function skipSpace(text: string, at: number): number {
  for (let d = text.charCodeAt(at); d <= 32 || d === 0xa0 || d === 0xfeff || d === 0x2028 || d === 0x2029; ) d = text.charCodeAt(++at); // prettier-ignore
  return at;
}

/** Where a regular expression ends, its flags included; -1 when it does not. */
export function afterRegularExpression(text: string, start: number): number {
  let inClass = false;
  for (let j = start + 1; ; j++) {
    const c = text.charCodeAt(j);
    if (c !== c || isLineEnd(c)) return -1;
    if (c === 92) j++;
    else if (c === 91) inClass = true;
    else if (c === 93) inClass = false;
    else if (c === 47 && !inClass) {
      for (j++; part[text.charCodeAt(j)] === 1;) j++;
      return j;
    }
  }
}

/** Where a template's text ends, after its backtick or `${`; -1 when it does not. */
export function templateEnd(text: string, start: number): number {
  for (let j = start; ; j++) {
    const c = text.charCodeAt(j);
    if (c !== c) return -1;
    if (c === 96) return j + 1;
    if (c === 92) j++;
    else if (c === 36 && text.charCodeAt(j + 1) === 123) return j + 2;
  }
}

/** A name alone, or a value with a type: `(x)`, `(x as T)`, `(<T>x)`. */
const wrapped = /^\s*[<(]|\bas\b|\bsatisfies\b|^[^.,()[\]{}'"`+\-*=<>&|?:;]*\)/;

/** Whether parentheses that begin at `start` and ended before `end` may hold a name with a type. */
export function isWrapped(text: string, start: number, end: number): boolean {
  return end - start > 300 || wrapped.test(text.slice(start + 1, end));
}
