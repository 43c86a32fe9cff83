import { Reach } from '../sketch.ts';
import { Bound } from './regions.ts';
import type { State } from './state.ts';
import { isDigit, part, skipSpace } from './texts.ts';
import {
  Last,
  aliases,
  awaitable,
  awaits,
  beginsStatement,
  binds,
  catches,
  classes,
  constructs,
  endsValue,
  reserved,
  self,
} from './tokens.ts';
import { Word, heads, kindOf } from './words.ts';

/**
 * Reads a name, a keyword or a number.
 * @returns false when the scan does not understand it
 */
export function nameOrNumber(s: State, c: number): boolean {
  let j = s.i;
  s.hash = 0;
  for (let d = c; d >= 128 || part[d] === 1; d = s.text.charCodeAt(++j)) s.hash = (Math.imul(s.hash, 31) + d) | 0;
  if (isDigit(c)) {
    if (s.text.charCodeAt(j) === 46) for (j++; part[s.text.charCodeAt(j)] === 1;) j++;
    s.last = Last.Number;
    s.object = Reach.Other;
    s.direct = false;
    s.i = j;
    s.line = false;
    return true;
  }
  const member = s.last === 46;
  let word = member ? Word.Plain : kindOf(s.text, s.i, j, s.hash);
  if (word !== 0 && (s.kind & Word.Loop) !== 0 && s.last === Last.Word && s.hash === awaits) word |= Word.Head;
  const { frame } = s.regions;
  const k = skipSpace(s.text, j);
  const d = s.text.charCodeAt(k);
  if (!frame.round) {
    const ends = s.last === 125 || (s.line && endsValue(s.last, s.kind, s.head));
    if ((word & Word.Glue) !== 0 && frame.members && ends && (d === 40 || d === 60)) {
      // a method of this name
      if (s.last !== 125) return false;
      word = Word.Plain;
    }
    if ((word & Word.Glue) === 0) {
      if (ends) s.regions.boundary();
      if ((ends || s.last === 59) && (word & Word.Rest) === 0) s.regions.statement();
    }
  }
  s.directBefore = s.direct;
  if ((word & Word.Function) !== 0 && d !== 58) {
    s.regions.openPending(s.direct || d >= 128 || part[d] === 1);
    s.naming = true;
    s.direct = false;
  } else {
    if (s.naming) s.regions.named(s.hash);
    else if (d !== 58 || (s.last !== 123 && (s.last !== 44 || frame.round))) {
      // a method of this name looks like a statement
      if (member && heads.has(s.hash)) {
        if (s.object === Reach.This || s.object === Reach.Any) return false;
        if (s.object === Reach.Of) s.regions.distrust(s.i);
      }
      if ((word & reserved) === 0 && (s.last !== Last.Word || (s.kind & Word.Declare) === 0))
        s.regions.mention(member ? s.object : Reach.Bare, s.hash, s.objectName);
    }
    s.naming = false;
    if ((word & Word.Loop) !== 0) frame.loop = true;
    if ((word & Word.Head) === 0) {
      const listed = s.last === 123 || s.last === 44;
      const declared = s.last === Last.Word ? (s.kind & Word.Declare) !== 0 : s.last === 44 && frame.declares;
      const as = member ? Bound.Path : frame.members ? Bound.Member : declared ? Bound.Declared : Bound.Variable;
      const key = member ? 0 : as === Bound.Variable ? (listed && frame.closer === 125 ? Bound.Member : 0) : as;
      binds(s.regions, s.last, s.hash, s.text, k, as, key);
    }
    if (!member) {
      if (s.last === 61 || s.last === 62 || (s.last === 40 && frame.assigned)) {
        // not what it is asked for: `= f.g`, `= f()`
        if (d !== 46 && d !== 40 && d !== 91 && (d !== 63 || s.text.charCodeAt(k + 1) !== 46)) s.regions.alias(s.hash === self ? undefined : s.hash); // prettier-ignore
      }
      if (s.classNameAt === s.i) frame.className = s.hash;
      if (word !== Word.Plain) {
        if ((word & Word.Declare) !== 0) frame.declares = true;
        if (s.hash === constructs) frame.constructs = true;
        if ((word & Word.Type) !== 0 && k > j && (d >= 128 || part[d] === 1) && !s.text.slice(j, k).includes('\n') && beginsStatement(s.last, s.kind)) s.regions.types(s.hash === aliases); // prettier-ignore
        if (s.hash === catches && (d === 40 || d === 47)) frame.catches = true;
        if (s.hash === classes && (d >= 128 || part[d] === 1 || d === 123 || d === 60 || d === 47)) {
          if (d === 47 || (s.last === Last.Word && (s.kind & Word.Extends) !== 0) || s.text.slice(j, k).includes('\n')) return false; // prettier-ignore
          frame.classComes = true;
          frame.className = 0;
          s.classNameAt = k;
        }
      }
    }
    s.direct = s.direct && s.hash === awaitable;
  }
  s.object = member ? Reach.Other : s.hash === self ? Reach.This : Reach.Of;
  s.objectName = s.hash;
  s.before = s.last;
  s.last = Last.Word;
  s.kind = word;
  s.i = j;
  s.line = false;
  return true;
}
