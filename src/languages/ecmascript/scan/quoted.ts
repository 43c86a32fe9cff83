import { Reach } from '../sketch.ts';
import { afterExpression } from './jsx.ts';
import { Bound } from './regions.ts';
import { Read, type State } from './state.ts';
import { afterRegularExpression, isDigit, isLineEnd, skipSpace, templateEnd } from './texts.ts';
import { Last, binds, endsValue } from './tokens.ts';
import { Word } from './words.ts';

/**
 * `/`: a comment, a division or a regular expression.
 * @param bound whether a function that begins here is bound itself
 */
export function slash(s: State, c: number, bound: boolean): Read {
  const d = s.text.charCodeAt(s.i + 1);
  if (d === 47) {
    while (s.i < s.text.length && !isLineEnd(s.text.charCodeAt(s.i))) s.i++;
    s.direct = bound;
    return Read.Blank;
  }
  if (d === 42) {
    const end = s.text.indexOf('*/', s.i + 2);
    if (end < 0) return Read.Unclear;
    for (; s.i < end; s.i++) if (isLineEnd(s.text.charCodeAt(s.i))) s.line = true;
    s.i = end + 2;
    s.direct = bound;
    return Read.Blank;
  }
  if (s.last === 125 || s.last === Last.Step || (s.last === Last.Word && (s.kind & Word.Either) !== 0))
    return Read.Unclear;
  const regular = s.last === Last.Word ? (s.kind & Word.Operand) !== 0 : s.last === 41 ? s.head : s.last !== 93 && s.last !== Last.Number && s.last !== Last.Text; // prettier-ignore
  s.object = Reach.Other;
  if (!regular) {
    s.last = c;
    s.i++;
    return Read.Token;
  }
  s.i = afterRegularExpression(s.text, s.i);
  if (s.i < 0) return Read.Unclear;
  s.last = Last.Text;
  return Read.Token;
}

/** A text in quotes, which may be a key or the name of a member. */
export function quoted(s: State, c: number): Read {
  let j = s.i + 1;
  let escaped = false;
  s.hash = 0;
  for (let d = s.text.charCodeAt(j); d !== c; d = s.text.charCodeAt(++j)) {
    if (d === 92) {
      escaped = true;
      if (s.text.charCodeAt(++j) === 13 && s.text.charCodeAt(j + 1) === 10) j++;
    } else if (d !== d || d === 10 || d === 13) return Read.Unclear;
    s.hash = (Math.imul(s.hash, 31) + d) | 0;
  }
  const k = skipSpace(s.text, j + 1);
  const d = s.text.charCodeAt(k);
  const key = s.last === 123 || s.last === 44 || s.last === 59 || s.last === 125 || (s.last === Last.Word && (s.kind & Word.Operand) === 0) || (s.line && endsValue(s.last, s.kind, s.head)); // prettier-ignore
  // a key, or a member in brackets
  if (
    s.last === 91
      ? d === 93 || d === 47
      : key && (d === 58 || d === 40 || d === 61 || d === 60 || d === 63 || d === 33 || d === 47)
  ) {
    if (escaped) return Read.Unclear;
    if (s.line && !s.regions.frame.round && endsValue(s.last, s.kind, s.head)) s.regions.boundary();
    if (s.last === 91) {
      // a number may be written in many ways
      if (isDigit(s.text.charCodeAt(s.i + 1)) && !Number.isNaN(Number(s.text.slice(s.i + 1, j)))) return Read.Unclear;
      s.regions.mention(s.selected, s.hash, s.selectedName);
      s.computed = s.hash;
    } else binds(s.regions, s.last, s.hash, s.text, k, Bound.Member | Bound.Path, Bound.Member);
  }
  s.last = Last.Text;
  s.object = Reach.Other;
  s.i = j + 1;
  return Read.Token;
}

/** A backtick, or a brace that closes, after which a template or an element may go on. */
export function template(s: State, c: number): Read {
  s.object = Reach.Other;
  if (c === 125) {
    if (s.regions.frame.closer !== 125) return Read.Unclear;
    const goesOn = s.templates[s.templates.length - 1] === s.regions.depth;
    const inElement = s.braces[s.braces.length - 1] === s.regions.depth;
    s.regions.pop();
    if (!goesOn) {
      s.last = 125;
      s.i++;
      return inElement ? afterExpression(s) : Read.Token;
    }
    s.templates.pop();
  }
  const end = templateEnd(s.text, s.i + 1);
  if (end < 0) return Read.Unclear;
  s.last = Last.Text;
  s.i = end;
  if (s.text.charCodeAt(end - 1) === 123) {
    s.regions.push(125, end);
    s.templates.push(s.regions.depth);
    s.last = 40;
  }
  return Read.Token;
}
