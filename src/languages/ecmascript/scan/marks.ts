import { Reach } from '../sketch.ts';
import { beginsElement, elements } from './jsx.ts';
import { Bound } from './regions.ts';
import { quoted, slash, template } from './quoted.ts';
import { Read, type State } from './state.ts';
import { isDigit, skipSpace } from './texts.ts';
import { Last, binds, endsValue, goesOnTypes, memberOf, transparent } from './tokens.ts';
import { Word } from './words.ts';

/** Reads what begins with a character that is no part of a name. */
export function mark(s: State, c: number): Read {
  const bound = s.direct;
  // a new line that goes on with no type begins a statement
  if (s.line && s.regions.frame.typing && endsValue(s.last, s.kind, s.head) && !goesOnTypes.includes(s.text[s.i]!)) s.regions.frame.typing = false; // prettier-ignore
  s.direct = false;
  switch (c) {
    case 47:
      return slash(s, c, bound);
    case 34:
    case 39:
      return quoted(s, c);
    case 96:
    case 125:
      return template(s, c);
    case 40:
      s.regions.paren(bound);
      if (s.last === Last.Word && (s.kind & Word.Head) !== 0) s.regions.push(41, s.i).head = true;
      else if (endsValue(s.last, s.kind, s.head))
        s.regions.push(41, -1).transparent = s.last === 62 || (s.last === Last.Word && transparent.has(s.hash)); // prettier-ignore
      else {
        const assigned = s.last === 61 || (s.last === 40 && s.regions.frame.assigned);
        s.regions.push(41, s.i).assigned = assigned;
      }
      s.naming = false;
      s.last = 40;
      s.i++;
      break;
    case 91:
      s.selected = memberOf(s.text, s.last, s.object, s.opened, s.i);
      s.selectedName = s.objectName;
      s.regions.push(93, s.i);
      s.last = 91;
      s.i++;
      break;
    case 41:
    case 93: {
      if (s.regions.frame.closer !== c) return Read.Unclear;
      const frame = s.regions.pop();
      s.head = frame.head;
      s.opened = frame.start;
      // What they hold is seen when it matters; arguments are not.
      s.object = c === 41 && s.opened >= 0 ? Reach.Any : Reach.Other;
      if (c === 93 && s.computed !== undefined) {
        s.hash = s.computed;
        binds(s.regions, s.last, s.hash, s.text, skipSpace(s.text, s.i + 1), Bound.Member | Bound.Path, Bound.Member);
      }
      s.computed = undefined;
      s.last = c;
      s.i++;
      break;
    }
    case 123: {
      const value = s.last === Last.Word ? (s.kind & (Word.Brace | Word.Block)) === 0 : s.last === 41 ? !s.head : s.last === 62 || s.last === 93 || s.last === 125 || s.last === Last.Text || s.last === Last.Number; // prettier-ignore
      s.regions.brace(s.i, s.last === Last.Arrow, value, s.line);
      s.last = 123;
      s.i++;
      break;
    }
    case 44:
      if (s.regions.frame.angles === 0) s.regions.boundary();
      s.last = 44;
      s.i++;
      break;
    case 59:
      s.regions.boundary();
      s.last = 59;
      s.i++;
      break;
    case 60:
      if (s.jsx && !s.regions.frame.typing && !endsValue(s.last, s.kind, s.head) && beginsElement(s.text, s.i))
        return elements(s, false);
      s.regions.angle(bound, endsValue(s.last, s.kind, s.head));
      s.last = 60;
      s.i++;
      break;
    case 62:
      if (s.regions.frame.angles > 0 && --s.regions.frame.angles === 0) {
        s.direct = s.regions.frame.directAngles;
        s.regions.frame.types = s.regions.frame.directAngles = false;
      }
      s.object = Reach.Any;
      s.last = 62;
      s.i++;
      break;
    case 61:
      if (s.text.charCodeAt(s.i + 1) === 62) {
        s.regions.open(false, s.last === Last.Word ? s.directBefore || s.regions.frame.direct : s.regions.frame.direct, s.last === Last.Word); // prettier-ignore
        s.regions.frame.direct = false;
        s.last = Last.Arrow;
        s.i += 2;
      } else {
        s.direct = s.regions.assigns(
          s.last === Last.Word ? s.before : s.last === 93 || s.last === 62 || s.last === Last.Text ? 0 : -1,
        );
        s.last = 61;
        s.i++;
      }
      break;
    case 58:
      // a key of an object or a field of a class
      s.direct = s.last === Last.Word && (s.before === 123 || s.before === 44) && s.regions.frame.closer === 125;
      s.last = c;
      s.i++;
      break;
    case 43:
    case 45:
      if (s.text.charCodeAt(s.i + 1) === c) {
        if (c === 45 && s.text.charCodeAt(s.i + 2) === 62) return Read.Unclear;
        s.last = Last.Step;
        s.i += 2;
      } else {
        s.last = c;
        s.i++;
      }
      s.object = Reach.Other;
      break;
    case 33:
      // after a value on its line it only says that the value is there
      if (!s.line && s.text.charCodeAt(s.i + 1) !== 61 && endsValue(s.last, s.kind, s.head)) {
        s.i++;
        return Read.Blank;
      }
      s.last = c;
      s.i++;
      break;
    case 63:
      s.regions.frame.direct = false;
      if (s.text.charCodeAt(s.i + 1) === 46 && !isDigit(s.text.charCodeAt(s.i + 2))) {
        // the point says the rest
        s.i++;
        return Read.Blank;
      }
      s.object = Reach.Other;
      s.last = c;
      s.i++;
      break;
    case 46:
      if (s.text.charCodeAt(s.i + 1) === 46) {
        s.last = 44;
        s.i += 3;
      } else {
        s.object = memberOf(s.text, s.last, s.object, s.opened, s.i);
        s.last = 46;
        s.i++;
      }
      break;
    case 35:
      // a private name is taken for the plain one
      s.i++;
      return Read.Blank;
    case 64:
      s.regions.frame.decorated = true;
      s.last = c;
      s.i++;
      break;
    case 92:
      return Read.Unclear;
    default:
      if (c >= 128) s.line ||= c === 0x2028 || c === 0x2029;
      else {
        s.last = c;
        s.object = Reach.Other;
      }
      s.i++;
      if (c >= 128) {
        s.direct = bound;
        return Read.Blank;
      }
  }
  return Read.Token;
}
