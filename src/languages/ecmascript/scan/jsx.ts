import { Reach } from '../sketch.ts';
import { Read, type State } from './state.ts';
import { isDigit, isLineEnd, part, skipSpace } from './texts.ts';
import { Last } from './tokens.ts';

/** Parameters of types, which look like a tag: `<T,>() => …`, `<T extends …`. */
const parameters = /<\s*(?:const\s+)?[\w$]+\s*(?:,|extends\b)/y;

/** Whether `<` where an expression is expected begins an element. What only looks like one is not understood further on. */
export function beginsElement(text: string, at: number): boolean {
  const d = text.charCodeAt(at + 1);
  if (d !== 62 && !(d >= 128 || (part[d] === 1 && !isDigit(d)))) return false;
  if (text.charCodeAt(at - 1) === 60) return false;
  parameters.lastIndex = at;
  return !parameters.test(text);
}

/**
 * Reads elements, which hold no mentions but in braces: from `<`, or after a brace, up to the next brace or to the end of
 * the outermost element.
 * @param inTag whether it goes on between the name of a tag and its `>`
 */
export function elements(s: State, inTag: boolean): Read {
  const { text, tags } = s;
  for (;;) {
    const c = text.charCodeAt(inTag ? (s.i = skipBlank(text, s.i)) : s.i);
    if (c === 123) return expression(s, inTag);
    if (inTag) {
      if (c === 62) inTag = false;
      else if (c === 47 && text.charCodeAt(s.i + 1) === 62) {
        s.i++;
        tags.pop();
        inTag = false;
      } else {
        const end = attributeEnd(text, s.i);
        if (end < 0) return Read.Unclear;
        s.i = end;
        continue;
      }
      s.i++;
    } else if (c === 60 && text.charCodeAt(s.i + 1) === 47) {
      const name = tags.pop()!;
      let end = skipBlank(text, s.i + 2);
      if (!text.startsWith(name, end)) return Read.Unclear;
      end = skipBlank(text, end + name.length);
      if (text.charCodeAt(end) !== 62) return Read.Unclear;
      s.i = end + 1;
    } else if (c === 60) {
      const start = skipBlank(text, s.i + 1);
      s.i = nameEnd(text, start);
      tags.push(text.slice(start, s.i));
      inTag = true;
      continue;
    } else if (c === 62 || c === 125 || c !== c) return Read.Unclear;
    else {
      s.i++;
      continue;
    }
    if (tags.length === s.outerTags && !inTag) return end(s);
  }
}

/** A brace closed that stood in an element. */
export function afterExpression(s: State): Read {
  s.braces.pop();
  const inTag = s.bracesInTags.pop()!;
  s.outerTags = s.outer.pop()!;
  return elements(s, inTag);
}

/** `{` opens an expression, an argument or a child. */
function expression(s: State, inTag: boolean): Read {
  s.regions.push(125, s.i);
  s.braces.push(s.regions.depth);
  s.bracesInTags.push(inTag);
  s.outer.push(s.outerTags);
  s.outerTags = s.tags.length;
  s.last = 40;
  s.direct = false;
  s.i++;
  return Read.Token;
}

function end(s: State): Read {
  s.last = Last.Text;
  s.object = Reach.Other;
  s.direct = false;
  return Read.Token;
}

/** Where the next thing in a tag begins, comments left out. */
function skipBlank(text: string, at: number): number {
  for (;;) {
    at = skipSpace(text, at);
    if (text.charCodeAt(at) !== 47) return at;
    const d = text.charCodeAt(at + 1);
    if (d === 42) {
      const end = text.indexOf('*/', at + 2);
      if (end < 0) return text.length;
      at = end + 2;
    } else if (d === 47) while (at < text.length && !isLineEnd(text.charCodeAt(at))) at++;
    else return at;
  }
}

/** `a`, `a-b`, `a.b`, `a:b` */
function nameEnd(text: string, at: number): number {
  for (let c = text.charCodeAt(at); c >= 128 || part[c] === 1 || (c >= 45 && c <= 58 && c !== 47); c = text.charCodeAt(++at)); // prettier-ignore
  return at;
}

/** Where an attribute ends, or its value in braces begins; -1 when there is none. */
function attributeEnd(text: string, start: number): number {
  const end = nameEnd(text, start);
  if (end === start) return -1;
  let at = skipBlank(text, end);
  if (text.charCodeAt(at) !== 61) return end;
  at = skipBlank(text, at + 1);
  const quote = text.charCodeAt(at);
  if (quote === 123) return at;
  if (quote !== 34 && quote !== 39) return -1;
  return text.indexOf(text[at]!, at + 1) + 1 || -1;
}
