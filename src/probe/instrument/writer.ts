import type { AnyNode } from 'acorn';
import { prefix, type TableDescription } from '../names.ts';
import type { Access, Accesses } from './accesses.ts';
import { type Decision, type Group, hitElsewhere, hitWhenTrue, missElsewhere } from './decisions.ts';
import type { Insertions } from './insertions.ts';
import { nameOf } from './naming.ts';
import { children, isFunction } from './tree.ts';

/** What the probe is told of a table beside the counts. */
interface Told {
  readonly seen: TableDescription['made'];
  readonly timed: boolean;
  readonly nested: boolean;
}

/**
 * Puts the counting of one group of lookups and stores into the text. It is written out, not called: a call that the
 * compiler does not inline costs more than the count, and an argument more makes the frame of a recursion longer.
 */
export class Writer {
  private readonly root: AnyNode;
  private readonly made: TableDescription['made'];

  constructor(
    private readonly accesses: Accesses,
    private readonly insertions: Insertions,
    private readonly group: Group,
    private readonly id: number,
  ) {
    this.root = (group.lookups[0] ?? group.stores[0]!).root;
    this.made = this.wayMade();
  }

  write(decisions: readonly Decision[]): Told {
    const timed = this.canTime(decisions);
    if (this.made) for (const source of this.sources()) this.insertions.wrap(source, `${prefix}e(`, `,${this.id})`);
    for (const decision of decisions) this.decide(decision, timed);
    const shown = this.made !== undefined || decisions.every((d) => this.named(d.operand) !== undefined);
    for (const store of this.group.stores) this.store(store, shown, timed);
    return { seen: this.made, timed, nested: timed && this.isRecursive() };
  }

  private decide({ node, kind, operand: tested, flags }: Decision, timed: boolean): void {
    const { insertions, id } = this;
    // a promise must be awaited before it is tested
    let operand = tested;
    for (
      let up = this.accesses.tree.parent(operand);
      up?.type === 'AwaitExpression' || up?.type === 'ParenthesizedExpression';
    ) {
      operand = up;
      up = this.accesses.tree.parent(operand);
    }
    const hit = flags & hitElsewhere ? '' : `${prefix}h[${id}]++`;
    const miss = this.miss(operand, (flags & missElsewhere) === 0, timed);
    if (kind === 'absent' && operand.type === 'AssignmentExpression') {
      // a hit, until the right side runs
      const rest = [`${prefix}h[${id}]--`, miss, `${prefix}s[${id}]++`].filter(Boolean);
      insertions.wrap(operand, `(${prefix}h[${id}]++,`, ')');
      insertions.wrap(operand.right, `(${rest.join()},`, ')');
    } else if (kind === 'truth' && (node.type === 'IfStatement' || node.type === 'ConditionalExpression')) {
      const [yes, no] = flags & hitWhenTrue ? [hit, miss] : [miss, hit];
      const both = `(${[yes, 'true'].filter(Boolean).join()}):(${[no, 'false'].filter(Boolean).join()})`;
      insertions.wrap(operand, '(', `?${both})`);
    } else {
      const value = `${prefix}v`;
      const found = kind === 'nullish' ? `${value}!==void 0&&${value}!==null` : value;
      const [yes, no] = kind === 'nullish' || flags & hitWhenTrue ? [hit, miss] : [miss, hit];
      insertions.wrap(operand, `(${value}=(0,`, `),(${found})?(${yes || 0}):(${no || 0}),${value})`);
    }
  }

  /** What a miss does: it counts, begins a time and shows the table; a new one is empty, so hits need not look at it. */
  private miss(at: AnyNode, counts: boolean, timed: boolean): string {
    const { id } = this;
    const name = this.made ? undefined : this.named(at);
    const count = timed
      ? `++${prefix}g[${id}]===${prefix}q[${id}]&&${prefix}o(${id}${this.key(at)})`
      : `${prefix}g[${id}]++`;
    const see = name && `${prefix}w[${id}]!==${name}&&${prefix}p(${name},${id})`;
    return [counts ? count : '', see].filter(Boolean).join();
  }

  private store(store: Access, shown: boolean, timed: boolean): void {
    const { insertions, id } = this;
    const key = timed ? this.key(store.node) : '';
    const flat = store.kind === 'set' && store.keys.length === 1;
    const isVariable = store.root.type === 'Identifier';
    const counted = !isVariable || store.kind === 'assignIfAbsent' || (flat && this.isNewMap());
    if (!isVariable) insertions.wrap(store.root, `${prefix}r(`, `,${id},${flat ? 0 : 1})`);
    if (counted && !timed) return;
    const table = this.named(store.node);
    if (this.accesses.tree.parent(store.node)?.type === 'ExpressionStatement') {
      const see = !counted && !shown && table ? `${prefix}p(${table},${id}),` : '';
      const count = counted ? '' : `${prefix}s[${id}]++`;
      const end = timed ? `${prefix}k[${id}]&&${prefix}j(${id}${key})` : '';
      insertions.wrap(store.node, '', `,${see}${[count, end].filter(Boolean).join()}`);
    } else if (counted) insertions.wrap(store.node, `${prefix}z(`, `,${id}${key})`);
    else insertions.wrap(store.node, `${prefix}d(`, `,${table ?? 'void 0'},${id}${key})`);
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

  private isNewMap(): boolean {
    const sources = this.sources();
    return sources.length > 0 && sources.every(isNewMap);
  }

  /** An array or object that is no table of tables may get base cases first, so it is looked at when it is used. */
  private wayMade(): TableDescription['made'] {
    const { lookups, stores } = this.group;
    const sources = this.sources();
    if (sources.length === 0 || sources.some((s) => isFunction(s) || s.type === 'ClassExpression')) return undefined;
    if (sources.every(isNewMap) && [...lookups, ...stores].every(({ keys }) => keys.length === 1)) return 'map';
    return (lookups[0] ?? stores[0]!).keys.length > 1 ? 'any' : undefined;
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

const isNewMap = (source: AnyNode): boolean =>
  source.type === 'NewExpression' && source.callee.type === 'Identifier' && source.callee.name === 'Map';
