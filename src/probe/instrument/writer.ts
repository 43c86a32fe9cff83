import type { AnyNode } from 'acorn';
import { prefix, type TableDescription } from '../names.ts';
import type { Access, Accesses } from './accesses.ts';
import { type Decision, type Group, hitElsewhere, hitWhenTrue, missElsewhere } from './decisions.ts';
import type { Insertions } from './insertions.ts';
import { nameOf } from './naming.ts';
import { children, isFunction } from './tree.ts';

/** What the probe is told of a table beside the counts. */
interface Told {
  readonly timed: boolean;
  readonly nested: boolean;
}

/** What holds for all groups of one table. */
export interface Ways {
  /** Every decision counts lookups, and takes misses off. */
  readonly asked: boolean;
  readonly countsStores: boolean;
  readonly made: TableDescription['made'];
  /** Keys that are found and stored are told, for the curve of hit rate by size. */
  readonly tellsKeys: boolean;
}

/** Decisions that are all made by the right side of an expression. */
export const areAsked = (decisions: readonly Decision[]): boolean =>
  decisions.every(
    ({ node, flags }) =>
      (node.type === 'AssignmentExpression' || node.type === 'LogicalExpression') &&
      !(flags & (hitElsewhere | missElsewhere)),
  );

/**
 * Puts the counting of one group of lookups and stores into the text. It is written out, not called: a call that the
 * compiler does not inline costs more than the count, and an argument more makes the frame of a recursion longer.
 */
export class Writer {
  private readonly root: AnyNode;
  private ways: Ways = { asked: false, countsStores: true, made: undefined, tellsKeys: false };

  constructor(
    private readonly accesses: Accesses,
    private readonly insertions: Insertions,
    private readonly group: Group,
    private readonly id: number,
  ) {
    this.root = (group.lookups[0] ?? group.stores[0]!).root;
  }

  /** @param isFirst of the groups of its table */
  write(decisions: readonly Decision[], ways: Ways, isFirst: boolean): Told {
    this.ways = ways;
    const { made } = ways;
    const timed = this.canTime(decisions);
    const told = `),${this.id},${this.id * 4 + (this.ways.countsStores ? 3 : 2)})`;
    if (made && isFirst) for (const source of this.sources()) this.insertions.wrap(source, `${prefix}e((`, told);
    for (const decision of decisions) this.decide(decision, timed);
    const shown = made !== undefined || decisions.every((d) => this.named(d.operand) !== undefined);
    for (const store of this.group.stores) this.store(store, shown, timed);
    return { timed, nested: timed && this.isRecursive() };
  }

  private decide({ node, kind, operand: tested, flags }: Decision, timed: boolean): void {
    const { insertions } = this;
    // a promise must be awaited before it is tested
    let operand = tested;
    for (
      let up = this.accesses.tree.parent(operand);
      up?.type === 'AwaitExpression' || up?.type === 'ParenthesizedExpression';
    ) {
      operand = up;
      up = this.accesses.tree.parent(operand);
    }
    const counter = `${prefix}h[${this.id * 2}]`;
    const one = `${prefix}h[0]`;
    const hit = flags & hitElsewhere ? '' : `${counter}+=${one}${this.tell(operand)}`;
    const counts = (flags & missElsewhere) === 0;
    const miss = this.miss(operand, counts, timed);
    if (node.type === 'AssignmentExpression' || node.type === 'LogicalExpression') {
      // a hit, until the right side runs
      if (hit) insertions.wrap(kind === 'absent' ? node : operand, `(${hit},`, ')');
      const rest = [this.ways.asked ? '' : hit && `${counter}-=${one}`, miss].filter(Boolean);
      if (kind !== 'absent') {
        if (rest.length > 0) insertions.wrap(node.right, `(${rest.join()},`, ')');
      } else if (timed) {
        const call = `${prefix}${this.ways.countsStores ? 'z' : 'k'}((`;
        insertions.wrap(node.right, `(${[...rest, call].join()}`, `),${this.id}${this.key(node)}))`);
      } else {
        const count = this.ways.countsStores ? this.countStore('') : '';
        const before = [...rest, count].filter(Boolean);
        if (before.length > 0) insertions.wrap(node.right, `(${before.join()},`, ')');
      }
    } else if (!this.decideByStatement(node, operand, flags, hit, miss, timed)) {
      const [yes, no] = flags & hitWhenTrue ? [hit, miss] : [miss, hit];
      // written so that a compiler sees two ways, not a value that is made and tested again
      insertions.wrap(operand, '((', `)${yes && `&&(${yes},true)`}${no && `||(${no},false)`})`);
    }
  }

  /**
   * Where a whole test decides, its branches count: nothing is moved on the line of the test.
   * @returns false where something else must be found
   */
  private decideByStatement(
    node: AnyNode,
    operand: AnyNode,
    flags: number,
    hit: string,
    miss: string,
    timed: boolean,
  ): boolean {
    if (node.type !== 'IfStatement') return false;
    let test: AnyNode = node.test;
    let found = (flags & hitWhenTrue) !== 0;
    while (test !== operand && test.type === 'UnaryExpression' && test.operator === '!') {
      test = test.argument;
      found = !found;
    }
    if (test !== operand) return false;
    const { consequent, alternate } = node;
    const missed = found ? alternate : consequent;
    // a branch may declare another variable of the key's name
    if (missed && this.miss(missed, (flags & missElsewhere) === 0, timed) !== miss) return false;
    if (consequent.type === 'FunctionDeclaration' || alternate?.type === 'FunctionDeclaration') return false;
    const [yes, no] = found ? [hit, miss] : [miss, hit];
    this.begin(consequent, yes);
    if (alternate) this.begin(alternate, no);
    else if (no) this.insertions.wrap(node, '', `else{${no}}`);
    return true;
  }

  private begin(branch: AnyNode, count: string): void {
    if (!count) return;
    if (branch.type === 'BlockStatement') this.insertions.open(branch.start + 1, `${count};`);
    else this.insertions.wrap(branch, `{${count};`, '}');
  }

  /** What a miss does: it counts, begins a time and shows the table; a new one is empty, so hits need not look at it. */
  private miss(at: AnyNode, counts: boolean, timed: boolean): string {
    const { id } = this;
    const name = this.ways.made ? undefined : this.named(at);
    const count = `--${prefix}g[${id * 4 + 2}]||${prefix}o(${id}${timed ? this.key(at) : ''})`;
    const see = name && `${prefix}w[${id}]!==${name}&&${prefix}p(${name},${id})`;
    return [counts ? count : '', see].filter(Boolean).join();
  }

  /** A found key, and what lies in the table from now on. */
  private tell(at: AnyNode): string {
    const key = this.ways.tellsKeys ? this.key(at) : '';
    return key && `,${prefix}s(${this.id}${key})`;
  }

  private countStore(key: string): string {
    const told = this.ways.tellsKeys && !this.ways.asked && key ? `,${prefix}s(${this.id}${key})` : '';
    return `${this.lookAtStore(key)}${told}`;
  }

  private lookAtStore(key: string): string {
    if (!this.ways.countsStores) return `${prefix}g[${this.id * 4 + 3}]&&${prefix}j(${this.id}${key})`;
    return `--${prefix}g[${this.id * 4 + 3}]||${prefix}j(${this.id}${key})`;
  }

  private store(store: Access, shown: boolean, timed: boolean): void {
    const { insertions, id } = this;
    const isVariable = store.root.type === 'Identifier';
    if (!isVariable) insertions.wrap(store.root, `${prefix}r(`, `,${id})`);
    if (store.kind === 'assignIfAbsent') return; // counted where its right side is
    const key = timed ? this.key(store.node) : '';
    const table = isVariable && !shown ? this.named(store.node) : undefined;
    const parent = this.accesses.tree.parent(store.node);
    const isDropped =
      parent?.type === 'ExpressionStatement' ||
      (parent?.type === 'SequenceExpression' && parent.expressions.at(-1) !== store.node);
    const { countsStores } = this.ways;
    const isCounted = countsStores || timed;
    if (isDropped) {
      const see = table ? `${prefix}p(${table},${id})` : '';
      const counting = [see, isCounted && this.countStore(key)].filter(Boolean);
      if (counting.length > 0) insertions.wrap(store.node, '', `,${counting.join()}`);
    } else if (table) insertions.wrap(store.node, `${prefix}${countsStores ? 'd' : 'q'}(`, `,${table},${id}${key})`);
    else if (isCounted) insertions.wrap(store.node, `${prefix}${countsStores ? 'z' : 'k'}(`, `,${id}${key})`);
  }

  /** The table can be named again only when it is a plain variable: reading a property twice may be seen. */
  private named(at: AnyNode): string | undefined {
    if (this.root.type !== 'Identifier') return undefined;
    const binding = this.accesses.binding(this.root);
    return this.accesses.tree.resolve(this.root.name, at) === binding ? this.root.name : undefined;
  }

  private sources(): readonly AnyNode[] {
    const binding = this.accesses.binding(this.root);
    return binding && !binding.parameter ? this.accesses.assigned(binding) : [];
  }

  /** Nothing else than a Map, which knows its size. */
  get isMap(): boolean {
    return this.isFlat && this.sources().length > 0 && this.sources().every(isNewMap);
  }

  private get isFlat(): boolean {
    return [...this.group.lookups, ...this.group.stores].every(({ keys }) => keys.length === 1);
  }

  /**
   * Where the table is shown. An array or object that is no table of tables may get base cases first, so it is looked at
   * when it is used; but entries of an array can be told apart from the rest if `absent` is known.
   */
  wayMade(absent: string | undefined): TableDescription['made'] {
    const { lookups, stores } = this.group;
    const sources = this.sources();
    if (sources.length === 0 || sources.some((s) => isFunction(s) || s.type === 'ClassExpression')) return undefined;
    if (this.isMap || (this.isFlat && absent !== undefined && sources.every(isNewArray))) return 'new';
    if ((lookups[0] ?? stores[0]!).keys.length < 2) return undefined;
    return sources.every(isNew) ? 'new' : 'any';
  }

  // ---- time

  /** A miss ends with the store of its key; without a plain key, with any store, if no other miss can lie between. */
  private canTime(decisions: readonly Decision[]): boolean {
    const places = [...decisions.map((d) => d.operand), ...this.group.stores.map((s) => s.node)];
    const keys = new Set(places.map((at) => this.key(at)));
    return !keys.has('') || (keys.size === 1 && !this.isRecursive());
  }

  /** The key (or the keys of a table of tables) once more, where reading it again is not seen. */
  private key(at: AnyNode): string {
    const { keys } = this.group.lookups[0] ?? this.group.stores[0]!;
    if (keys.length > 2) return '';
    const names = keys.map((key) => {
      const [, name, index] = /^([\w$]+)#(\d+)$/.exec(key) ?? [];
      return name && this.accesses.tree.resolve(name, at)?.index === Number(index) ? name : undefined;
    });
    return names.every((name) => name !== undefined) ? `,${names.join()}` : '';
  }

  private isRecursive(): boolean {
    const { fn } = this.group;
    const name = nameOf(this.accesses.tree, fn)?.replace(/^.*\./, '');
    const calls = (node: AnyNode): boolean => {
      const callee = node.type === 'CallExpression' ? node.callee : undefined;
      const called = callee?.type === 'MemberExpression' ? callee.property : callee;
      return (called?.type === 'Identifier' && called.name === name) || children(node).some(calls);
    };
    return name === undefined || calls(fn);
  }
}

/** A table that nobody else can have: not a result of the program's own functions. */
const isNew = (source: AnyNode): boolean =>
  source.type === 'ObjectExpression' || isNewMap(source) || isNewArray(source);

const isNewArray = (source: AnyNode): boolean => {
  if (source.type === 'ArrayExpression') return true;
  if (source.type === 'NewExpression') return source.callee.type === 'Identifier' && source.callee.name === 'Array';
  if (source.type !== 'CallExpression' || source.callee.type !== 'MemberExpression') return false;
  const { object, property } = source.callee;
  const method = property.type === 'Identifier' ? property.name : '';
  if (object.type === 'Identifier') return object.name === 'Array' && method === 'from';
  return (method === 'fill' || method === 'map') && isNewArray(object);
};

const isNewMap = (source: AnyNode): boolean =>
  source.type === 'NewExpression' && source.callee.type === 'Identifier' && source.callee.name === 'Map';
