import type { AnyNode } from 'acorn';
import { type Access, type Accesses, unwrap } from './accesses.ts';
import { type Binding, type FunctionNode, isFunction, type SyntaxTree, within } from './tree.ts';

/** Bits of a decision's flags: found is true, a hit or a miss is counted by another decision. */
export const hitWhenTrue = 1;
export const hitElsewhere = 2;
export const missElsewhere = 4;

/** The place where a function learns whether its table had the key. */
export interface Decision {
  /** The whole `if`, conditional, logical or assignment expression. */
  readonly node: AnyNode;
  /** What to wrap; for `absent` the assignment. */
  readonly operand: AnyNode;
  /** How found is told: by truth, by not being nullish, or `??=` and `||=` by whether the right side runs. */
  readonly kind: 'truth' | 'nullish' | 'absent';
  readonly flags: number;
  readonly falsyAbsent: boolean;
}

interface Draft extends Decision {
  readonly hit: AnyNode | undefined;
  readonly miss: AnyNode | undefined;
}

/** Accesses of one table under one key, in one function. */
export interface Group {
  readonly fn: FunctionNode;
  readonly lookups: readonly Access[];
  readonly stores: readonly Access[];
}

/** Finds the decisions of a group; none when the group is not a memo table. */
export class Decisions {
  private readonly own: readonly AnyNode[];
  private readonly variables = new Set<Binding>();
  private readonly carriers = new Set<Binding>();
  private readonly tree: SyntaxTree;

  constructor(
    private readonly accesses: Accesses,
    private readonly group: Group,
  ) {
    this.tree = accesses.tree;
    this.own = [...this.tree.own(group.fn)];
    for (const node of this.own) this.learnVariable(node);
  }

  find(): Decision[] {
    if (!this.group.stores.some((store) => this.isFresh(store)) || !this.returnsLookedUp()) return [];
    const drafts: Draft[] = [];
    for (const node of this.own) {
      const draft = this.draft(node);
      if (draft) drafts.push(draft);
    }
    return this.settle(drafts);
  }

  private learnVariable(node: AnyNode): void {
    const [target, source] =
      node.type === 'VariableDeclarator'
        ? [node.id, node.init]
        : node.type === 'AssignmentExpression'
          ? [node.left, node.right]
          : [];
    const binding = target && source && this.accesses.binding(target);
    if (!binding || !source || !this.hasLookup(source)) return;
    this.carriers.add(binding);
    if (this.isPlain(source)) this.variables.add(binding);
  }

  /** Nothing but the lookup and tests on it. */
  private isPlain(expression: AnyNode): boolean {
    const node = unwrap(expression);
    if (this.group.lookups.some((l) => l.node === node)) return true;
    if (node.type === 'UnaryExpression') return this.isPlain(node.argument);
    if (node.type === 'MemberExpression') return this.isPlain(node.object);
    if (node.type === 'BinaryExpression')
      return this.isPlain(node.left as AnyNode) || this.isPlain(node.right as AnyNode);
    return node.type === 'LogicalExpression' && node.operator === '&&' && this.isPlain(node.left);
  }

  private hasLookup(node: AnyNode): boolean {
    return this.group.lookups.some((l) => within(l.node, node));
  }

  /** A lookup of the group, or a variable that holds one, in an expression. */
  private depends(node: AnyNode): boolean {
    return this.hasLookup(node) || this.mentions(node, this.variables);
  }

  private mentions(node: AnyNode, bindings: ReadonlySet<Binding>): boolean {
    if (bindings.size === 0) return false;
    const is = (at: AnyNode): boolean => {
      const binding = this.accesses.binding(at);
      return binding !== undefined && bindings.has(binding);
    };
    if (is(node)) return true;
    for (const inner of this.tree.own(node)) if (is(inner)) return true;
    return false;
  }

  private hasStore(node: AnyNode | null | undefined): boolean {
    return !!node && this.group.stores.some((s) => within(s.node, node));
  }

  /** A stored value computed from the looked-up one is a state that moves (a count, a parent link), not a memo. */
  private isFresh(store: Access): boolean {
    let value = unwrap(store.value!);
    while (value.type === 'AssignmentExpression' && value.operator === '=') value = unwrap(value.right);
    if (this.accesses.binding(value)) return true;
    return !this.depends(value);
  }

  private returnsLookedUp(): boolean {
    const { fn } = this.group;
    const gives = (node: AnyNode): boolean => this.depends(node) || this.mentions(node, this.carriers);
    if (fn.type === 'ArrowFunctionExpression' && fn.expression) return gives(fn.body);
    return this.own.some((n) => n.type === 'ReturnStatement' && !!n.argument && gives(n.argument));
  }

  private givesLookedUp(branch: AnyNode | null | undefined): boolean {
    if (!branch) return false;
    if (!/Statement$/.test(branch.type)) return this.depends(branch);
    const nodes = [branch, ...this.tree.own(branch)];
    return nodes.some((n) => n.type === 'ReturnStatement' && !!n.argument && this.depends(n.argument));
  }

  private draft(node: AnyNode): Draft | undefined {
    if (node.type === 'IfStatement' || node.type === 'ConditionalExpression') {
      if (!this.depends(node.test) || this.hasStore(node.test)) return undefined;
      const { consequent, alternate } = node;
      const stores = [this.hasStore(consequent), this.hasStore(alternate)];
      const gives = [this.givesLookedUp(consequent), this.givesLookedUp(alternate)];
      let found: boolean;
      if (stores[0] !== stores[1]) found = stores[1]!;
      else if (gives[0] !== gives[1]) found = gives[0]!;
      else return undefined;
      const { operand, flipped } = this.reduce(node.test);
      const [hit, miss] = found ? [consequent, alternate] : [alternate, consequent];
      const falsyAbsent = this.isValue(operand);
      const flags = found !== flipped ? hitWhenTrue : 0;
      return { node, operand, kind: 'truth', flags, falsyAbsent, hit: hit ?? undefined, miss: miss ?? undefined };
    }
    if (node.type === 'LogicalExpression' && node.operator !== '&&') {
      if (!this.depends(node.left) || !this.computesMiss(node)) return undefined;
      const kind = node.operator === '??' ? 'nullish' : 'truth';
      const flags = kind === 'truth' ? hitWhenTrue : 0;
      return { node, operand: node.left, kind, flags, falsyAbsent: kind === 'truth', hit: undefined, miss: node.right };
    }
    const absent = this.group.stores.find((s) => s.node === node && s.kind === 'assignIfAbsent');
    if (absent && node.type === 'AssignmentExpression')
      return {
        node,
        operand: node,
        kind: 'absent',
        flags: 0,
        falsyAbsent: node.operator === '||=',
        hit: undefined,
        miss: node.right,
      };
    return undefined;
  }

  /** The looked-up value itself is the test. */
  private isValue(operand: AnyNode): boolean {
    const node = unwrap(operand);
    if (node.type === 'UnaryExpression' && node.operator === '!') return this.isValue(node.argument);
    if (this.group.lookups.some((l) => l.node === node))
      return this.group.lookups.some((l) => l.node === node && l.kind === 'get');
    const binding = this.accesses.binding(node);
    return binding !== undefined && this.variables.has(binding);
  }

  /** `left ?? right` where the right side stores, or where the result is stored afterwards. */
  private computesMiss(node: AnyNode & { type: 'LogicalExpression' }): boolean {
    if (this.hasStore(node.right)) return true;
    const parent = this.tree.parent(node);
    if (parent?.type !== 'VariableDeclarator' && parent?.type !== 'AssignmentExpression') return false;
    if (node.right.type === 'Literal' || /^(Array|Object)Expression$/.test(node.right.type)) return false;
    const target = this.accesses.binding(parent.type === 'VariableDeclarator' ? parent.id : (parent.left as AnyNode));
    return target !== undefined && this.group.stores.some((s) => this.accesses.binding(unwrap(s.value!)) === target);
  }

  /** The part of a test that is about the table: `n > 1 && memo.has(n)` is not asked when n is 1. */
  private reduce(test: AnyNode): { operand: AnyNode; flipped: boolean } {
    let operand = unwrap(test);
    let flipped = false;
    for (;;) {
      if (operand.type === 'UnaryExpression' && operand.operator === '!') {
        operand = unwrap(operand.argument);
        flipped = !flipped;
      } else if (operand.type === 'LogicalExpression' && !this.depends(operand.left)) {
        operand = unwrap(operand.right);
      } else if (
        operand.type === 'LogicalExpression' &&
        !this.depends(operand.right) &&
        (operand.operator === '||' || operand.left.type === 'LogicalExpression')
      ) {
        operand = unwrap(operand.left);
      } else return { operand, flipped };
    }
  }

  /** Several decisions about one lookup count it once. */
  private settle(drafts: readonly Draft[]): Decision[] {
    const kept: (Draft & { flags: number })[] = [];
    for (const draft of drafts) {
      let drop = false;
      for (const earlier of kept) {
        if (within(draft.node, earlier.node)) {
          if (earlier.hit && within(draft.node, earlier.hit)) earlier.flags |= hitElsewhere;
          else if (earlier.miss && within(draft.node, earlier.miss) && !this.storedBefore(earlier.miss, draft.node))
            earlier.flags |= missElsewhere;
          else drop = true;
        } else if (!this.exclusive(earlier.node, draft.node)) {
          if (this.leaves(earlier.hit)) earlier.flags |= missElsewhere;
          else if (this.leaves(earlier.miss)) earlier.flags |= hitElsewhere;
          else drop = true;
        }
        if (drop) break;
      }
      if (!drop) kept.push({ ...draft });
    }
    return kept;
  }

  private storedBefore(branch: AnyNode, node: AnyNode): boolean {
    return this.group.stores.some((s) => within(s.node, branch) && s.node.end <= node.start);
  }

  /** Both cannot run in one activation: they lie in different branches of one statement. */
  private exclusive(a: AnyNode, b: AnyNode): boolean {
    for (let at = this.tree.parent(a); at && !isFunction(at); at = this.tree.parent(at)) {
      if (!within(b, at)) continue;
      if (at.type !== 'IfStatement' && at.type !== 'ConditionalExpression') return at.type === 'SwitchStatement';
      return !within(a, at.test) && !within(b, at.test);
    }
    return false;
  }

  private leaves(branch: AnyNode | undefined): boolean {
    if (!branch) return false;
    if (branch.type === 'ReturnStatement' || branch.type === 'ThrowStatement') return true;
    return branch.type === 'BlockStatement' && branch.body.length > 0 && this.leaves(branch.body.at(-1));
  }
}

/** The text of the value that stands for nothing in all of these decisions, where it can be told: `??` is "null". */
export function absentValue(decisions: readonly Decision[], text: string): string | undefined {
  const found = new Set(decisions.map((decision) => absentIn(decision, text)));
  return found.size === 1 ? [...found][0] : undefined;
}

function absentIn({ node, operand, kind, falsyAbsent }: Decision, text: string): string | undefined {
  if (falsyAbsent) return undefined; // a result may be falsy too
  if (kind === 'nullish' || (kind === 'absent' && node.type === 'AssignmentExpression' && node.operator === '??='))
    return 'null';
  const test = unwrap(operand);
  if (test.type !== 'BinaryExpression' || !/^[!=]==?$/.test(test.operator)) return undefined;
  const sides = [test.left, test.right].map(({ start, end }) => text.slice(start, end));
  const value = sides.find((side) => absentTexts.has(side));
  return value === 'undefined' && test.operator.length === 2 ? 'null' : value;
}

const absentTexts = new Set(['undefined', 'null', '-1', 'Infinity']);
