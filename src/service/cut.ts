/** Longest text of an argument in a message, in characters; longer where it takes more to tell arguments apart. */
const limits = [24, 48, 96] as const;

const closing: Readonly<Record<string, string>> = { '[': ']', '{': '}' };

/** The brackets and the quote that are open at a place of a value's text. */
function openAt(text: string, end: number): string[] {
  const open: string[] = [];
  for (let i = 0; i < end; i++) {
    const char = text[i]!;
    const last = open.at(-1);
    if (last === '"' || last === "'") {
      if (char === '\\') i++;
      else if (char === last) open.pop();
    } else if (char === ']' || char === '}') open.pop();
    else if (char === '[' || char === '{' || char === '"' || char === "'") open.push(char);
  }
  return open;
}

/** Where to cut: after a whole item of a list, if that does not cost much. */
function endOf(text: string, start: number, limit: number): number {
  const end = start + limit - 1;
  if (end >= text.length || openAt(text, end).some((open) => open === '"' || open === "'")) return end;
  const item = text.lastIndexOf(',', end - 1) + 1;
  return item > start + limit / 2 ? item : end;
}

/** A part of a value's text from `start` on, its brackets closed: `[…,3,4,…]`. */
function partOf(text: string, start: number, limit: number): string {
  if (start === 0 && text.length <= limit) return text;
  const before = openAt(text, start);
  const head = start === 0 ? '' : `${before.join('')}…`;
  const end = endOf(text, start, limit);
  const after = openAt(text, Math.min(end, text.length));
  const tail = after.map((bracket) => closing[bracket] ?? bracket).reverse();
  return end >= text.length ? head + text.slice(start) : `${head}${text.slice(start, end)}…${tail.join('')}`;
}

/** Where the texts begin to differ: the beginning of that item, or that letter of a text. */
function differenceOf(texts: readonly string[]): number {
  const [first = '', ...others] = texts;
  let at = 0;
  while (at < first.length && others.every((other) => other[at] === first[at])) at++;
  const inText = openAt(first, at).some((open) => open === '"' || open === "'");
  return inText ? Math.max(0, at - 2) : first.lastIndexOf(',', at - 1) + 1;
}

function cutTo(limit: number, texts: readonly string[]): string[] {
  const alike = new Map<string, string[]>();
  for (const text of texts) {
    const cut = partOf(text, 0, limit);
    alike.set(cut, [...(alike.get(cut) ?? []), text]);
  }
  return texts.map((text) => {
    const cut = partOf(text, 0, limit);
    const group = alike.get(cut)!;
    return group.length === 1 ? cut : partOf(text, differenceOf(group), limit);
  });
}

/**
 * Short forms of the texts of values: their beginnings, or where they differ, if the beginnings are alike.
 * @returns by text; different texts have different forms where `limits` allow it
 */
export function shortForms(texts: Iterable<string>): ReadonlyMap<string, string> {
  const all = [...new Set(texts)];
  let cut: string[] = [];
  for (const limit of limits) {
    cut = cutTo(limit, all);
    if (new Set(cut).size === all.length) break;
  }
  return new Map(all.map((text, i) => [text, cut[i]!]));
}
