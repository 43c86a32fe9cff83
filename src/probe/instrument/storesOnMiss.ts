import type { AnyNode } from 'acorn';
import { unwrap } from './accesses.ts';
import { type Decision, type Group, hitElsewhere, hitWhenTrue, missElsewhere } from './decisions.ts';
import { isFunction, type SyntaxTree } from './tree.ts';

/**
 * Whether each miss of the group that ends without an exception has stored exactly once, seen from the text: then misses
 * tell how many entries there are, and stores need no count.
 */
export class StoresOnMiss {
  private readonly stores: ReadonlySet<AnyNode>;

  constructor(
    private readonly tree: SyntaxTree,
    private readonly group: Group,
  ) {
    this.stores = new Set(group.stores.map(({ node }) => node));
  }

  test(decisions: readonly Decision[]): boolean {
    const [decision, ...more] = decisions;
    if (!decision || more.length > 0 || decision.flags & (hitElsewhere | missElsewhere)) return false;
    if (this.group.stores.some(({ node }) => this.tree.functionOf(node) !== this.group.fn)) return false;
    const { node } = decision;
    if (node.type === 'AssignmentExpression') return this.stores.size === 1;
    if (node.type === 'LogicalExpression') return this.stores.size === 1 && this.gives(node.right);
    if (node.type !== 'IfStatement' && node.type !== 'ConditionalExpression') return false;
    const found = this.foundWhenTrue(decision, node.test);
    if (found === undefined) return false;
    const [hit, miss] = found ? [node.consequent, node.alternate] : [node.alternate, node.consequent];
    if (node.type === 'ConditionalExpression') return this.stores.size === 1 && !!miss && this.gives(miss);
    if (miss && this.within(miss)) return !(hit && this.within(hit)) && this.stored(listOf(miss));
    if (!hit || !leaves(hit) || (miss && hasReturn(miss, this.tree))) return false;
    const list = this.listAround(node);
    return list !== undefined && this.stored(list.slice(list.indexOf(node) + 1));
  }

  /** Only where the whole test is the operand. */
  private foundWhenTrue({ operand, flags }: Decision, whole: AnyNode): boolean | undefined {
    let test = unwrap(whole);
    let found = (flags & hitWhenTrue) !== 0;
    while (test !== operand && test.type === 'UnaryExpression' && test.operator === '!') {
      test = unwrap(test.argument);
      found = !found;
    }
    return test === operand ? found : undefined;
  }

  private listAround(node: AnyNode): AnyNode[] | undefined {
    const parent = this.tree.parent(node);
    return parent?.type === 'BlockStatement' && isFunction(this.tree.parent(parent)!) ? parent.body : undefined;
  }

  private within(node: AnyNode): boolean {
    for (const store of this.stores) if (node.start <= store.start && store.end <= node.end) return true;
    return false;
  }

  /** An expression that stores whenever it is evaluated. */
  private gives(expression: AnyNode): boolean {
    const node = unwrap(expression);
    if (this.stores.has(node)) return true;
    if (node.type === 'SequenceExpression') return node.expressions.some((e) => this.gives(e));
    return node.type === 'AssignmentExpression' && node.operator === '=' && this.gives(node.right);
  }

  /** Statements after which there has been one store, whichever way they were left. */
  private stored(list: readonly AnyNode[]): boolean {
    for (const [i, node] of list.entries()) {
      if (this.isStore(node)) return !list.slice(i + 1).some((later) => this.within(later));
      if (node.type === 'ThrowStatement') return true;
      if (node.type === 'ReturnStatement') return false;
      if (node.type === 'IfStatement') {
        const { consequent, alternate } = node;
        const branches = [consequent, ...(alternate ? [alternate] : [])];
        const some = branches.filter((branch) => this.within(branch) || hasReturn(branch, this.tree));
        if (!some.every((branch) => this.stored(listOf(branch)))) return false;
        if (some.length === 2) return !list.slice(i + 1).some((later) => this.within(later));
        if (some.some((branch) => !leaves(branch))) return false;
      } else if (this.within(node) || hasReturn(node, this.tree)) return false;
    }
    return false;
  }

  private isStore(node: AnyNode): boolean {
    if (node.type === 'ExpressionStatement') return this.gives(node.expression);
    if (node.type === 'ReturnStatement') return !!node.argument && this.gives(node.argument);
    return node.type === 'VariableDeclaration' && node.declarations.some(({ init }) => !!init && this.gives(init));
  }
}

const listOf = (node: AnyNode): readonly AnyNode[] => (node.type === 'BlockStatement' ? node.body : [node]);

function leaves(node: AnyNode): boolean {
  if (node.type === 'ReturnStatement' || node.type === 'ThrowStatement') return true;
  return node.type === 'BlockStatement' && node.body.length > 0 && leaves(node.body.at(-1)!);
}

function hasReturn(node: AnyNode, tree: SyntaxTree): boolean {
  if (node.type === 'ReturnStatement') return true;
  for (const inner of tree.own(node)) if (inner.type === 'ReturnStatement') return true;
  return false;
}
