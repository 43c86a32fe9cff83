import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { EcmaFunction, EcmaModule } from '../../languages/ecmascript/module.ts';
import { type TreeNode, forEachChild, isFunctionNode, keyName, memberName } from '../../languages/ecmascript/tree.ts';
import { writesOf } from '../../languages/ecmascript/writes.ts';
import { runBy } from './reach.ts';
import { refuse } from '../request.ts';

type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

/**
 * A method that runs while the instance is made may find fields that are not set yet.
 * @param names members that it reads
 * @throws Refusal where a class of the file does that
 */
export function checkConstruction(group: readonly EcmaFunction[], names: ReadonlySet<string>): void {
  const { module, name } = group[0]!;
  const classes = classesOf(module);
  const early = classes.filter((node) => stepsOf(node).some((step) => runsAny(module, step, group)));
  for (const node of early) {
    const steps = stepsOf(node);
    const at = steps.findIndex((step) => runsAny(module, step, group));
    // In the class itself what comes after the call; in one below all of it does.
    const later = [...steps.slice(at), ...classes.filter((c) => c !== node && c.superClass).flatMap(stepsOf)];
    const set = later.flatMap(setBy).find((field) => names.has(field));
    if (set !== undefined) refuse(`\`${name}\` may be called before the instance has its \`${set}\`.`);
  }
}

function classesOf({ program }: EcmaModule): ClassNode[] {
  const out: ClassNode[] = [];
  const look = (node: TreeNode): void => {
    if (node.type === 'ClassDeclaration' || node.type === 'ClassExpression') out.push(node);
    forEachChild(node, look);
  };
  look(program);
  return out;
}

/** What runs when an instance is made, and when the class is, in order. */
function stepsOf({ body }: ClassNode): TreeNode[] {
  const fields = body.body.filter((m) => /^(PropertyDefinition|AccessorProperty|StaticBlock)$/.test(m.type));
  const maker = body.body.find((m) => m.type === 'MethodDefinition' && m.kind === 'constructor');
  const statements = maker?.type === 'MethodDefinition' ? (maker.value.body?.body ?? []) : [];
  return [...fields, ...statements];
}

/** Whether a step runs a function of the group; functions that it only makes run later. */
function runsAny(module: EcmaModule, step: TreeNode, group: readonly EcmaFunction[]): boolean {
  const value = step.type === 'PropertyDefinition' || step.type === 'AccessorProperty' ? step.value : step;
  if (!value || isFunctionNode(value)) return false;
  const reached = runBy(module, value);
  return group.some((fn) => reached.has(fn));
}

/** Names of the fields that a step sets. */
function setBy(step: TreeNode): string[] {
  if (step.type === 'PropertyDefinition' || step.type === 'AccessorProperty') {
    const name = isFunctionNode(step.value ?? step) ? undefined : keyName(step);
    return name === undefined ? [] : [name];
  }
  const out: string[] = [];
  const look = (node: TreeNode): void => {
    for (const { target } of writesOf(node)) {
      if (target.type === 'MemberExpression' && target.object.type === 'ThisExpression')
        out.push(memberName(target) ?? '');
    }
    forEachChild(node, look);
  };
  look(step);
  return out;
}
