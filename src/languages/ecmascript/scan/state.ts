import { Reach } from '../sketch.ts';
import { Regions } from './regions.ts';
import { Last } from './tokens.ts';

/** What came of reading something. */
export const enum Read {
  /** The scan does not understand it: the file is parsed. */
  Unclear,
  /** A token. */
  Token,
  /** A comment, or a mark that changes nothing. */
  Blank,
}

/** Where a scan is, and what it has to know of what came before. */
export class State {
  readonly regions = new Regions();
  /** Depths at which a template goes on after a brace. */
  readonly templates: number[] = [];
  /** Names of the elements of JSX that are open, and how many of them are outside of the innermost brace in one. */
  readonly tags: string[] = [];
  outerTags = 0;
  /** Braces in elements: their depths, whether they stand in a tag, and the `outerTags` around them. */
  readonly braces: number[] = [];
  readonly bracesInTags: boolean[] = [];
  readonly outer: number[] = [];
  line = false;
  last: number = Last.Start;
  /** Kind of the last word. */
  kind = 0;
  /** The bracket that was closed last: the head of a statement or not, and where it began. */
  head = false;
  opened = 0;
  /** The next name is that of the function. */
  naming = false;
  /** Name of a computed key in quotes. */
  computed: number | undefined;
  /** The last value, as the object of a member that may follow, and its name. */
  object: Reach = Reach.Other;
  objectName = 0;
  /** The same of what stands before a bracket. */
  selected: Reach = Reach.Other;
  selectedName = 0;
  /** A function that begins here is itself bound, by `NAME =` or `NAME:`; and whether it was so before the last word. */
  direct = false;
  directBefore = false;
  /** Where the next word is the name of a class. */
  classNameAt = -1;
  /** The token before the last word. */
  before = 0;
  hash = 0;
  /** The character to be read. */
  i: number;

  /** @param jsx whether `<` may begin an element */
  constructor(
    readonly text: string,
    readonly jsx: boolean,
  ) {
    this.i = text.startsWith('#!') ? text.indexOf('\n') + 1 || text.length : 0;
  }
}
