import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { type Container, type FunctionSketch, Reach, Sketch } from './sketch.ts';
import { type FunctionNode, type TreeNode, forEachChild, isFunctionNode, keyName, memberName, withoutTypes } from './tree.ts'; // prettier-ignore

const loopTypes: ReadonlySet<string> = new Set(['ForStatement', 'ForInStatement', 'ForOfStatement', 'WhileStatement', 'DoWhileStatement']); // prettier-ignore

/** What a value may be bound to. */
interface Given {
  readonly name: string;
  /** `declared`: a variable, where it is declared; `variable`: one that is assigned; `path`: `a.b = …`. */
  readonly as: 'declared' | 'variable' | 'path' | 'member';
  /** The value itself is bound, not one that is made of it. */
  readonly direct: boolean;
}

/**
 * Decides by names alone whether a file can hold a function that asks for several subproblems.
 * Over-approximates what resolved names would tell. Returns the nodes worth resolving scopes for.
 */
export function branchingCandidates(program: TSESTree.Program): Set<FunctionNode> {
  const sketch = new Sketch<string>();
  const nodes = new Map<FunctionSketch, FunctionNode>();
  let owner: FunctionSketch | undefined;
  let container: Container<string> | undefined;
  let loops = 0;
  const many = (): boolean => loops > 0;

  const enterFunction = (node: FunctionNode, given: Given | undefined): void => {
    const own = node.id !== null || given?.direct === true;
    const fn = sketch.open(owner, own);
    nodes.set(fn, node);
    if (node.id) sketch.bind(fn, node.id.name, node.type === 'FunctionDeclaration' ? owner : fn);
    if (given?.as === 'declared') sketch.bind(fn, given.name, owner);
    else if (given?.as === 'variable') sketch.bind(fn, given.name, undefined);
    else if (given) sketch.belong(fn, given.name, given.as === 'member' ? container : undefined);
    const around = { owner, loops };
    owner = fn;
    if (own) loops = 0;
    forEachChild(node, (child) => {
      if (child !== node.id) enter(child, undefined);
    });
    fn.to = sketch.at;
    ({ owner, loops } = around);
  };

  const enter = (node: TreeNode, given: Given | undefined): void => {
    if (isFunctionNode(node)) {
      enterFunction(node, given);
      return;
    }
    let inner: Given | undefined;
    switch (node.type) {
      case 'Identifier':
        sketch.mention(Reach.Bare, node.name, '', owner, many());
        return;
      case 'VariableDeclarator': {
        if (node.id.type !== 'Identifier' || !node.init) break;
        inner = { name: node.id.name, as: 'declared', direct: true };
        const init = withoutTypes(node.init);
        if (init.type === 'Identifier') sketch.alias(node.id.name, init.name);
        else if (init.type === 'ThisExpression') sketch.self(node.id.name);
        break;
      }
      case 'AssignmentExpression': {
        const left = withoutTypes(node.left);
        const right = withoutTypes(node.right);
        const direct = node.operator === '=';
        if (left.type === 'Identifier') {
          inner = { name: left.name, as: 'variable', direct };
          if (direct && right.type === 'Identifier') sketch.alias(left.name, right.name);
        } else if (left.type === 'MemberExpression') {
          const name = memberName(left);
          if (name !== undefined) inner = { name, as: 'path', direct };
        }
        break;
      }
      case 'ClassDeclaration':
      case 'ClassExpression':
      case 'ObjectExpression': {
        const around = container;
        const names = 'id' in node && node.id ? [node.id.name] : [];
        if (given?.direct && (given.as === 'declared' || given.as === 'variable')) names.push(given.name);
        const holder: Container<string> = { names, from: sketch.at, to: Infinity };
        container = holder;
        forEachChild(node, (child) => enter(child, undefined));
        holder.to = sketch.at;
        container = around;
        return;
      }
      case 'Property':
      case 'MethodDefinition':
      case 'PropertyDefinition': {
        const name = keyName(node);
        if (node.computed) enter(node.key, undefined);
        if (node.value) enter(node.value, name === undefined ? undefined : { name, as: 'member', direct: true });
        return;
      }
      case 'MemberExpression': {
        const name = memberName(node);
        if (name !== undefined) {
          const object = withoutTypes(node.object);
          const reach = object.type === 'ThisExpression' ? Reach.This : object.type === 'Identifier' ? Reach.Of : Reach.Other; // prettier-ignore
          sketch.mention(reach, name, object.type === 'Identifier' ? object.name : '', owner, many());
        }
        enter(node.object, undefined);
        if (node.computed) enter(node.property, undefined);
        return;
      }
      case 'CallExpression':
        // const f = memo(() => …)
        if (
          given &&
          node.arguments[0] &&
          (given.as === 'path' || given.as === 'member' || isTransparent(node.callee))
        ) {
          const first = { ...given, direct: false };
          forEachChild(node, (child) => enter(child, child === node.arguments[0] ? first : undefined));
          return;
        }
        break;
      default:
        if (withoutTypes(node) !== node) inner = given;
    }
    const isLoop = loopTypes.has(node.type);
    if (isLoop) loops++;
    const declared = node.type === 'VariableDeclarator' && node.id.type === 'Identifier' ? node.id : undefined;
    forEachChild(node, (child) => {
      if (child !== declared) enter(child, inner);
    });
    if (isLoop) loops--;
  };
  forEachChild(program, (child) => enter(child, undefined));

  // Too many to tell: all of them.
  const found = sketch.branching() ?? [...nodes.keys()];
  return new Set(found.map((fn) => nodes.get(fn)!));
}

/** Whether the wrapper's name is one of those that give the function back, whatever it is a member of. */
function isTransparent(callee: TreeNode): boolean {
  const name =
    callee.type === 'Identifier' ? callee.name : callee.type === 'MemberExpression' ? memberName(callee) : '';
  return name !== undefined && /^(useCallback|memo|forwardRef|observer|action|freeze|useEvent)$/.test(name);
}
