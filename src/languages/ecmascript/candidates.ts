import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { type Sketch, branching } from './sketch.ts';
import { type FunctionNode, type TreeNode, forEachChild, isFunctionNode, keyName, memberName } from './tree.ts';

const loopTypes: ReadonlySet<string> = new Set(['ForStatement', 'ForInStatement', 'ForOfStatement', 'WhileStatement', 'DoWhileStatement']); // prettier-ignore

interface NodeSketch extends Sketch<string> {
  readonly node: FunctionNode;
  readonly mentions: Map<string, number>;
}

/**
 * Decides by names alone whether a file can hold a function that asks for several subproblems.
 * Over-approximates: same-named functions are taken for one, a mention counts as a call, one inside a loop or a nested
 * function as several. Returns the nodes worth resolving scopes for.
 */
export function branchingCandidates(program: TSESTree.Program): Set<FunctionNode> {
  const sketches: NodeSketch[] = [];
  const open: NodeSketch[] = [];
  let loops = 0;

  const enter = (node: TreeNode, names: readonly string[]): void => {
    if (isFunctionNode(node)) {
      const own = new Set(names);
      if (node.id) own.add(node.id.name);
      const sketch: NodeSketch = { node, names: own, mentions: new Map() };
      sketches.push(sketch);
      open.push(sketch);
      forEachChild(node, (child) => {
        if (child !== node.id) enter(child, []);
      });
      open.pop();
      return;
    }
    let given: readonly string[] = [];
    switch (node.type) {
      case 'Identifier':
        mention(node.name);
        return;
      case 'VariableDeclarator':
        if (node.id.type === 'Identifier') given = [node.id.name];
        break;
      case 'AssignmentExpression':
        given = targetNames(node.left);
        break;
      case 'Property':
      case 'MethodDefinition':
      case 'PropertyDefinition': {
        const name = keyName(node);
        if (name !== undefined) given = [name];
        break;
      }
      case 'MemberExpression': {
        const name = memberName(node);
        if (name !== undefined) mention(name);
        enter(node.object, []);
        if (node.computed) enter(node.property, []);
        return;
      }
      case 'CallExpression':
        given = names; // const f = memo(() => …)
        break;
    }
    const isLoop = loopTypes.has(node.type);
    if (isLoop) loops++;
    if (node.type === 'Property' || node.type === 'MethodDefinition' || node.type === 'PropertyDefinition') {
      if (node.computed) enter(node.key, []);
      if (node.value) enter(node.value, given);
    } else {
      forEachChild(node, (child) => enter(child, given));
    }
    if (isLoop) loops--;
  };
  const mention = (name: string): void => {
    const weight = loops > 0 ? 2 : 1;
    for (let i = open.length - 1; i >= 0; i--) {
      const sketch = open[i]!;
      // Inside a nested function the mention may run many times (a callback).
      sketch.mentions.set(name, (sketch.mentions.get(name) ?? 0) + (i === open.length - 1 ? weight : 2));
    }
  };
  forEachChild(program, (child) => enter(child, []));

  return new Set(branching<string, NodeSketch>(sketches).map(({ node }) => node));
}

function targetNames(left: TreeNode): string[] {
  if (left.type === 'Identifier') return [left.name];
  if (left.type === 'MemberExpression') {
    const name = memberName(left);
    return name === undefined ? [] : [name];
  }
  return [];
}
