import { Reach } from '../sketch.ts';
import { Bound, Regions } from './regions.ts';
import { afterRegularExpression, isDigit, isLineEnd, part, skipSpace, templateEnd } from './texts.ts';
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
  goesOnTypes,
  memberOf,
  reserved,
  self,
  transparent,
} from './tokens.ts';
import { Word, heads, kindOf } from './words.ts';

const hasNoJsx = /\.[cm]?ts$/i;
const wideSpace = /[\u1680\u2000-\u200a\u202f\u205f\u3000]/;

/** What the scan does not understand: the file is parsed. */
const unclear = true;

/**
 * Whether a text may hold a function that asks for several subproblems. `false` is a proof that `branchingCandidates`
 * finds nothing in its tree; the tokens are read once, which costs a small part of a parse.
 *
 * A name that may be bound to a function (`function NAME`, `NAME = …`, `NAME: …`, `NAME(…) {`) is kept until its
 * statement ends. Where a function may begin (`function`, `=>`, a brace that is not certainly a block or an object) all
 * names of the statement are given to it, and what is mentioned up to its end is counted as `branchingCandidates` counts.
 * Whatever is ambiguous counts as a function, as a callback, as a mention, or as a reason to parse.
 */
export function mayBranch(path: string, text: string): boolean {
  if (!hasNoJsx.test(path) && (text.includes('</') || text.includes('/>'))) return unclear;
  if (text.includes('<!--') || wideSpace.test(text)) return unclear;
  const n = text.length;
  const regions = new Regions();
  /** Depths at which a template goes on after a brace. */
  const templates: number[] = [];
  let line = false;
  let last: number = Last.Start;
  /** Kind of the last word. */
  let kind = 0;
  /** The bracket that was closed last: the head of a statement or not, and where it began. */
  let head = false;
  let opened = 0;
  /** The next name is that of the function. */
  let naming = false;
  /** Name of a computed key in quotes. */
  let computed: number | undefined;
  /** The last value, as the object of a member that may follow, and its name. */
  let object: Reach = Reach.Other;
  let objectName = 0;
  /** The same of what stands before a bracket. */
  let selected: Reach = Reach.Other;
  let selectedName = 0;
  /** A function that begins here is itself bound, by `NAME =` or `NAME:`; and whether it was so before the last word. */
  let direct = false;
  let directBefore = false;
  /** Where the next word is the name of a class. */
  let classNameAt = -1;
  /** The token before the last word. */
  let before = 0;
  let hash = 0;
  let i = text.startsWith('#!') ? (text.indexOf('\n') + 1 || n) : 0; // prettier-ignore

  while (i < n) {
    const c = text.charCodeAt(i);
    if (c <= 32) {
      if (c === 10 || c === 13) line = true;
      i++;
      continue;
    }
    if (c >= 128 ? c !== 0xa0 && c !== 0xfeff && c !== 0x2028 && c !== 0x2029 : part[c] === 1) {
      let j = i;
      hash = 0;
      for (let d = c; d >= 128 || part[d] === 1; d = text.charCodeAt(++j)) hash = (Math.imul(hash, 31) + d) | 0;
      if (isDigit(c)) {
        if (text.charCodeAt(j) === 46) for (j++; part[text.charCodeAt(j)] === 1;) j++;
        last = Last.Number;
        object = Reach.Other;
        direct = false;
        i = j;
        line = false;
        continue;
      }
      const member = last === 46;
      let word = member ? Word.Plain : kindOf(text, i, j, hash);
      if (word !== 0 && (kind & Word.Loop) !== 0 && last === Last.Word && hash === awaits) word |= Word.Head;
      const { frame } = regions;
      if (!frame.round && (word & Word.Glue) === 0) {
        const ends = last === 125 || (line && endsValue(last, kind, head));
        if (ends) regions.boundary();
        if ((ends || last === 59) && (word & Word.Rest) === 0) regions.statement();
      }
      const k = skipSpace(text, j);
      const d = text.charCodeAt(k);
      directBefore = direct;
      if ((word & Word.Function) !== 0 && d !== 58) {
        regions.openPending(direct || d >= 128 || part[d] === 1);
        naming = true;
        direct = false;
      } else {
        if (naming) regions.named(hash);
        else if (d !== 58 || (last !== 123 && (last !== 44 || frame.round))) {
          // a method of this name looks like a statement
          if (member && heads.has(hash)) {
            if (object === Reach.This || object === Reach.Any) return unclear;
            if (object === Reach.Of) regions.distrust(i);
          }
          if ((word & reserved) === 0 && (last !== Last.Word || (kind & Word.Declare) === 0))
            regions.mention(member ? object : Reach.Bare, hash, objectName);
        }
        naming = false;
        if ((word & Word.Loop) !== 0) frame.loop = true;
        if ((word & Word.Head) === 0) {
          const listed = last === 123 || last === 44;
          const declared = last === Last.Word ? (kind & Word.Declare) !== 0 : last === 44 && frame.declares;
          const as = member ? Bound.Path : frame.members ? Bound.Member : declared ? Bound.Declared : Bound.Variable;
          const key = member ? 0 : as === Bound.Variable ? (listed && frame.closer === 125 ? Bound.Member : 0) : as;
          binds(regions, last, hash, text, k, as, key);
        }
        if (!member) {
          if (last === 61 || last === 62 || (last === 40 && frame.assigned)) {
            // not what it is asked for: `= f.g`, `= f()`
            if (d !== 46 && d !== 40 && d !== 91 && (d !== 63 || text.charCodeAt(k + 1) !== 46)) regions.alias(hash === self ? undefined : hash); // prettier-ignore
          }
          if ((word & Word.Declare) !== 0) frame.declares = true;
          if (hash === constructs) frame.constructs = true;
          if ((word & Word.Type) !== 0 && k > j && (d >= 128 || part[d] === 1) && !text.slice(j, k).includes('\n') && beginsStatement(last, kind)) regions.types(hash === aliases); // prettier-ignore
          if (hash === catches && d === 40) frame.catches = true;
          if (classNameAt === i) frame.className = hash;
          if (hash === classes && (d >= 128 || part[d] === 1 || d === 123 || d === 60 || d === 47)) {
            if (d === 47 || (last === Last.Word && (kind & Word.Extends) !== 0) || text.slice(j, k).includes('\n')) return unclear; // prettier-ignore
            frame.classComes = true;
            frame.className = 0;
            classNameAt = k;
          }
        }
        direct = direct && hash === awaitable;
      }
      object = member ? Reach.Other : hash === self ? Reach.This : Reach.Of;
      objectName = hash;
      before = last;
      last = Last.Word;
      kind = word;
      i = j;
      line = false;
      continue;
    }
    const bound: boolean = direct;
    // a new line that goes on with no type begins a statement
    if (line && regions.frame.typing && endsValue(last, kind, head) && !goesOnTypes.includes(text[i]!)) regions.frame.typing = false; // prettier-ignore
    direct = false;
    switch (c) {
      case 47: {
        const d = text.charCodeAt(i + 1);
        if (d === 47) {
          while (i < n && !isLineEnd(text.charCodeAt(i))) i++;
          direct = bound;
          continue;
        }
        if (d === 42) {
          const end = text.indexOf('*/', i + 2);
          if (end < 0) return unclear;
          for (; i < end; i++) if (isLineEnd(text.charCodeAt(i))) line = true;
          i = end + 2;
          direct = bound;
          continue;
        }
        if (last === 125 || last === Last.Step || (last === Last.Word && (kind & Word.Either) !== 0)) return unclear;
        const regular = last === Last.Word ? (kind & Word.Operand) !== 0 : last === 41 ? head : last !== 93 && last !== Last.Number && last !== Last.Text; // prettier-ignore
        object = Reach.Other;
        if (!regular) {
          last = c;
          i++;
          break;
        }
        i = afterRegularExpression(text, i);
        if (i < 0) return unclear;
        last = Last.Text;
        break;
      }
      case 34:
      case 39: {
        let j = i + 1;
        let escaped = false;
        hash = 0;
        for (let d = text.charCodeAt(j); d !== c; d = text.charCodeAt(++j)) {
          if (d === 92) {
            escaped = true;
            if (text.charCodeAt(++j) === 13 && text.charCodeAt(j + 1) === 10) j++;
          } else if (d !== d || d === 10 || d === 13) return unclear;
          hash = (Math.imul(hash, 31) + d) | 0;
        }
        const k = skipSpace(text, j + 1);
        const d = text.charCodeAt(k);
        const key = last === 123 || last === 44 || last === 59 || last === 125 || (last === Last.Word && (kind & Word.Operand) === 0) || (line && endsValue(last, kind, head)); // prettier-ignore
        // a key, or a member in brackets
        if (
          last === 91
            ? d === 93 || d === 47
            : key && (d === 58 || d === 40 || d === 61 || d === 60 || d === 63 || d === 33 || d === 47)
        ) {
          if (escaped) return unclear;
          if (line && !regions.frame.round && endsValue(last, kind, head)) regions.boundary();
          if (last === 91) {
            // a number may be written in many ways
            if (isDigit(text.charCodeAt(i + 1)) && !Number.isNaN(Number(text.slice(i + 1, j)))) return unclear;
            regions.mention(selected, hash, selectedName);
            computed = hash;
          } else binds(regions, last, hash, text, k, Bound.Member | Bound.Path, Bound.Member);
        }
        last = Last.Text;
        object = Reach.Other;
        i = j + 1;
        break;
      }
      case 96:
      case 125: {
        object = Reach.Other;
        if (c === 125) {
          if (regions.frame.closer !== 125) return unclear;
          const goesOn = templates[templates.length - 1] === regions.depth;
          regions.pop();
          if (!goesOn) {
            last = 125;
            i++;
            break;
          }
          templates.pop();
        }
        const end = templateEnd(text, i + 1);
        if (end < 0) return unclear;
        last = Last.Text;
        i = end;
        if (text.charCodeAt(end - 1) === 123) {
          regions.push(125, end);
          templates.push(regions.depth);
          last = 40;
        }
        break;
      }
      case 40:
        regions.paren(bound);
        if (last === Last.Word && (kind & Word.Head) !== 0) regions.push(41, i).head = true;
        else if (endsValue(last, kind, head))
          regions.push(41, -1).transparent = last === 62 || (last === Last.Word && transparent.has(hash)); // prettier-ignore
        else {
          const assigned = last === 61 || (last === 40 && regions.frame.assigned);
          regions.push(41, i).assigned = assigned;
        }
        naming = false;
        last = 40;
        i++;
        break;
      case 91:
        selected = memberOf(text, last, object, opened, i);
        selectedName = objectName;
        regions.push(93, i);
        last = 91;
        i++;
        break;
      case 41:
      case 93: {
        if (regions.frame.closer !== c) return unclear;
        const frame = regions.pop();
        head = frame.head;
        opened = frame.start;
        // What they hold is seen when it matters; arguments are not.
        object = c === 41 && opened >= 0 ? Reach.Any : Reach.Other;
        if (c === 93 && computed !== undefined) {
          hash = computed;
          binds(regions, last, hash, text, skipSpace(text, i + 1), Bound.Member | Bound.Path, Bound.Member);
        }
        computed = undefined;
        last = c;
        i++;
        break;
      }
      case 123: {
        const value = last === Last.Word ? (kind & (Word.Brace | Word.Block)) === 0 : last === 41 ? !head : last === 62 || last === 93 || last === 125 || last === Last.Text || last === Last.Number; // prettier-ignore
        regions.brace(i, last === Last.Arrow, value, line);
        last = 123;
        i++;
        break;
      }
      case 44:
        if (regions.frame.angles === 0) regions.boundary();
        last = 44;
        i++;
        break;
      case 59:
        regions.boundary();
        last = 59;
        i++;
        break;
      case 60:
        regions.angle(bound, endsValue(last, kind, head));
        last = 60;
        i++;
        break;
      case 62:
        if (regions.frame.angles > 0 && --regions.frame.angles === 0) {
          direct = regions.frame.directAngles;
          regions.frame.types = regions.frame.directAngles = false;
        }
        object = Reach.Any;
        last = 62;
        i++;
        break;
      case 61:
        if (text.charCodeAt(i + 1) === 62) {
          regions.open(false, last === Last.Word ? directBefore || regions.frame.direct : regions.frame.direct, last === Last.Word); // prettier-ignore
          regions.frame.direct = false;
          last = Last.Arrow;
          i += 2;
        } else {
          direct = regions.assigns(
            last === Last.Word ? before : last === 93 || last === 62 || last === Last.Text ? 0 : -1,
          );
          last = 61;
          i++;
        }
        break;
      case 58:
        // a key of an object or a field of a class
        direct = last === Last.Word && (before === 123 || before === 44) && regions.frame.closer === 125;
        last = c;
        i++;
        break;
      case 43:
      case 45:
        if (text.charCodeAt(i + 1) === c) {
          if (c === 45 && text.charCodeAt(i + 2) === 62) return unclear;
          last = Last.Step;
          i += 2;
        } else {
          last = c;
          i++;
        }
        object = Reach.Other;
        break;
      case 33:
        // after a value on its line it only says that the value is there
        if (!line && text.charCodeAt(i + 1) !== 61 && endsValue(last, kind, head)) {
          i++;
          continue;
        }
        last = c;
        i++;
        break;
      case 63:
        regions.frame.direct = false;
        if (text.charCodeAt(i + 1) === 46 && !isDigit(text.charCodeAt(i + 2))) {
          // the point says the rest
          i++;
          continue;
        }
        object = Reach.Other;
        last = c;
        i++;
        break;
      case 46:
        if (text.charCodeAt(i + 1) === 46) {
          last = 44;
          i += 3;
        } else {
          object = memberOf(text, last, object, opened, i);
          last = 46;
          i++;
        }
        break;
      case 35:
        // a private name is taken for the plain one
        i++;
        continue;
      case 64:
        regions.frame.decorated = true;
        last = c;
        i++;
        break;
      case 92:
        return unclear;
      default:
        if (c >= 128) line ||= c === 0x2028 || c === 0x2029;
        else {
          last = c;
          object = Reach.Other;
        }
        i++;
        if (c >= 128) {
          direct = bound;
          continue;
        }
    }
    line = false;
  }
  return regions.depth !== 0 || regions.branching(text);
}
