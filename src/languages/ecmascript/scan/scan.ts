import { Regions } from './regions.ts';
import { Word, hashOf, heads, kindOf } from './words.ts';

/** The last token, where it is not a character that stands for itself. */
const enum Last {
  Word = 97,
  Number = 48,
  /** A string, a template or a regular expression. */
  Text = 34,
  Arrow = 1,
  /** `++` or `--` */
  Step = 2,
  Start = 0,
}

const part = new Uint8Array(128);
for (const c of '$_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ') part[c.charCodeAt(0)] = 1;

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
 * Whatever is ambiguous counts as a function, as a mention, or as a reason to parse.
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
  /** Kind of the last word, and whether a value may end with the last token. */
  let kind = 0;
  /** The bracket that was closed last was the head of a statement. */
  let head = false;
  /** The next name is that of the function. */
  let naming = false;
  /** Name of a computed key in quotes. */
  let computed: number | undefined;
  let i = text.startsWith('#!') ? (text.indexOf('\n') + 1 || n) : 0; // prettier-ignore

  const endsValue = (): boolean =>
    last === Last.Word
      ? (kind & (Word.Operand | Word.Goes)) === 0
      : last === 41
        ? !head
        : last === 93 || last === 125 || last === Last.Number || last === Last.Text;
  const skipSpace = (at: number): number => {
    for (let d = text.charCodeAt(at); d <= 32 || d === 0xa0 || d === 0xfeff || d === 0x2028 || d === 0x2029; ) d = text.charCodeAt(++at); // prettier-ignore
    return at;
  };
  /** What follows a name may bind it to a function. */
  const binds = (at: number): void => {
    const d = text.charCodeAt(at);
    const e = text.charCodeAt(at + 1);
    if (d === 61) {
      if (e !== 61 && e !== 62) regions.frame.armed.push(hash);
    } else if (d === 58) regions.frame.armed.push(hash);
    else if (d === 40 || d === 60) regions.frame.called.push(hash);
    else if (d === 63 || d === 33) {
      if (e === 58 || e === 61 || text.charCodeAt(at + 2) === 61) regions.frame.armed.push(hash);
      if (e === 40 || e === 60) regions.frame.called.push(hash);
    } else if (d === 124 || d === 38) {
      if (text.charCodeAt(at + 2) === 61) regions.frame.armed.push(hash);
    } else if (d === 47 && (e === 47 || e === 42)) {
      // a comment hides what follows
      regions.frame.armed.push(hash);
      regions.frame.called.push(hash);
    }
  };
  let hash = 0;

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
      if (c >= 48 && c < 58) {
        if (text.charCodeAt(j) === 46) for (j++; part[text.charCodeAt(j)] === 1;) j++;
        last = Last.Number;
        i = j;
        line = false;
        continue;
      }
      const member = last === 46;
      let word = member ? Word.Plain : kindOf(text, i, j, hash);
      if (word !== 0 && (kind & Word.Loop) !== 0 && last === Last.Word && hash === awaits) word |= Word.Head;
      const { frame } = regions;
      if (!frame.round && (word & Word.Glue) === 0) {
        const ends = last === 125 || (line && endsValue());
        if (ends) regions.boundary();
        if ((ends || last === 59) && (word & Word.Rest) === 0) regions.statement();
      }
      const k = skipSpace(j);
      if ((word & Word.Function) !== 0 && text.charCodeAt(k) !== 58) {
        regions.openPending();
        naming = true;
      } else {
        if (naming) regions.named(hash);
        else if (text.charCodeAt(k) !== 58 || (last !== 123 && (last !== 44 || regions.frame.round))) {
          if (member && heads.has(hash)) return unclear;
          if ((word & reserved) === 0) regions.mention(hash);
        }
        naming = false;
        if ((word & Word.Loop) !== 0) regions.frame.loop = true;
        if ((word & Word.Head) === 0) binds(k);
      }
      last = Last.Word;
      kind = word;
      i = j;
      line = false;
      continue;
    }
    switch (c) {
      case 47: {
        const d = text.charCodeAt(i + 1);
        if (d === 47) {
          while (i < n && !isLineEnd(text.charCodeAt(i))) i++;
          continue;
        }
        if (d === 42) {
          const end = text.indexOf('*/', i + 2);
          if (end < 0) return unclear;
          for (; i < end; i++) if (isLineEnd(text.charCodeAt(i))) line = true;
          i = end + 2;
          continue;
        }
        if (last === 125 || last === Last.Step || (last === Last.Word && (kind & Word.Either) !== 0)) return unclear;
        const regular = last === Last.Word ? (kind & Word.Operand) !== 0 : last === 41 ? head : last !== 93 && last !== Last.Number && last !== Last.Text; // prettier-ignore
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
        const k = skipSpace(j + 1);
        const d = text.charCodeAt(k);
        // a key, or a member in brackets
        if (d === 58 || d === 40 || d === 61 || d === 93 || d === 60 || d === 63 || d === 33 || d === 47) {
          if (escaped) return unclear;
          if (line && !regions.frame.round && endsValue()) regions.boundary();
          if (d === 93 || d === 47) {
            const first = text.charCodeAt(i + 1);
            if (d === 93 && first >= 48 && first < 58) return unclear;
            regions.mention(hash);
            computed = hash;
          }
          if (d !== 93) binds(k);
        }
        last = Last.Text;
        i = j + 1;
        break;
      }
      case 96:
      case 125: {
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
          regions.push(125);
          templates.push(regions.depth);
          last = 40;
        }
        break;
      }
      case 40:
        regions.paren();
        regions.push(41, last === Last.Word && (kind & Word.Head) !== 0);
        naming = false;
        last = 40;
        i++;
        break;
      case 91:
        regions.push(93);
        last = 91;
        i++;
        break;
      case 41:
      case 93:
        if (regions.frame.closer !== c) return unclear;
        head = regions.pop().head;
        if (c === 93 && computed !== undefined) {
          hash = computed;
          binds(skipSpace(i + 1));
        }
        computed = undefined;
        last = c;
        i++;
        break;
      case 123:
        openBrace();
        last = 123;
        i++;
        break;
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
        regions.frame.angles++;
        last = 60;
        i++;
        break;
      case 62:
        if (regions.frame.angles > 0) regions.frame.angles--;
        last = 62;
        i++;
        break;
      case 61:
        if (text.charCodeAt(i + 1) === 62) {
          regions.open(false, last === Last.Word);
          last = Last.Arrow;
          i += 2;
        } else {
          last = 61;
          i++;
        }
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
        break;
      case 33:
        // after a value on its line it only says that the value is there
        if (!line && text.charCodeAt(i + 1) !== 61 && endsValue()) {
          i++;
          continue;
        }
        last = c;
        i++;
        break;
      case 46:
        if (text.charCodeAt(i + 1) === 46) {
          last = 44;
          i += 3;
        } else {
          last = 46;
          i++;
        }
        break;
      case 35:
        // a private name is taken for the plain one
        i++;
        continue;
      case 92:
        return unclear;
      default:
        if (c >= 128) line ||= c === 0x2028 || c === 0x2029;
        else last = c;
        i++;
        if (c >= 128) continue;
    }
    line = false;
  }
  return regions.depth !== 0 || regions.branching();

  function openBrace(): void {
    const { frame } = regions;
    const value = last === Last.Word ? (kind & (Word.Brace | Word.Block)) === 0 : last === 41 ? !head : last === 62 || last === 93 || last === 125 || last === Last.Text || last === Last.Number; // prettier-ignore
    if (last === Last.Arrow) regions.push(125, false, regions.innermost);
    else if (frame.pending >= 0) {
      // the body, or a type in the head
      if (value && frame.pendingParameters) {
        const body = frame.pending;
        frame.pending = -1;
        regions.push(125, false, body);
      } else regions.push(125);
    } else if (value && frame.paren >= 0) {
      const body = regions.open(true);
      regions.push(125, false, body);
    } else regions.push(125);
  }
}

const awaits = hashOf('await');
/** Words that name nothing where they stand. */
const reserved = Word.Operand | Word.Head | Word.Loop | Word.Rest;

function isLineEnd(c: number): boolean {
  return c === 10 || c === 13 || c === 0x2028 || c === 0x2029;
}

/** Where a regular expression ends, its flags included; -1 when it does not. */
function afterRegularExpression(text: string, start: number): number {
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
function templateEnd(text: string, start: number): number {
  for (let j = start; ; j++) {
    const c = text.charCodeAt(j);
    if (c !== c) return -1;
    if (c === 96) return j + 1;
    if (c === 92) j++;
    else if (c === 36 && text.charCodeAt(j + 1) === 123) return j + 2;
  }
}
