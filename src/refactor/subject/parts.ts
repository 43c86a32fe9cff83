import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { EcmaFunction } from '../../languages/ecmascript/module.ts';
import { keyName } from '../../languages/ecmascript/tree.ts';

type Types = Map<TSESTree.Identifier, string>;

/**
 * Types of the names that a pattern binds, as they can be written outside of the function: those of the members of the
 * annotation. Names whose type it does not spell out are left out.
 */
export function partTypes(fn: EcmaFunction, pattern: TSESTree.ObjectPattern | TSESTree.ArrayPattern): Types {
  const out: Types = new Map();
  if (pattern.typeAnnotation) walk(fn, pattern, pattern.typeAnnotation.typeAnnotation, out);
  return out;
}

function walk(fn: EcmaFunction, given: TSESTree.Node, type: TSESTree.TypeNode, out: Types, optional = false): void {
  const hasDefault = given.type === 'AssignmentPattern';
  const node = hasDefault ? given.left : given;
  if (node.type === 'Identifier') {
    const text = fn.module.text.slice(...type.range);
    const isUnion = type.type === 'TSUnionType' || type.type === 'TSTypeReference';
    if (text.length > 40 || /[\r\n]/.test(text) || (hasDefault && isUnion)) return;
    out.set(node, optional && !hasDefault ? `${text} | undefined` : text);
  } else if (node.type === 'ObjectPattern' && type.type === 'TSTypeLiteral' && !optional) {
    for (const property of node.properties) {
      if (property.type !== 'Property' || property.computed) continue;
      const member = type.members.find(
        (m) => m.type === 'TSPropertySignature' && !m.computed && keyName(m) === keyName(property),
      );
      if (member?.type !== 'TSPropertySignature' || !member.typeAnnotation) continue;
      walk(fn, property.value, member.typeAnnotation.typeAnnotation, out, member.optional);
    }
  } else if (node.type === 'ArrayPattern' && !optional) {
    const plain = type.type === 'TSTypeOperator' && type.operator === 'readonly' ? type.typeAnnotation : type;
    if (plain?.type !== 'TSTupleType') return;
    node.elements.forEach((element, i) => {
      const one = plain.elementTypes[i];
      const inner = one?.type === 'TSNamedTupleMember' ? (one.optional ? undefined : one.elementType) : one;
      if (element && inner && inner.type !== 'TSOptionalType' && inner.type !== 'TSRestType') walk(fn, element, inner, out); // prettier-ignore
    });
  }
}
