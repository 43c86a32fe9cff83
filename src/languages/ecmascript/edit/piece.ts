import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Range } from '../../../analysis/skeleton.ts';
import { type FunctionNode, type TreeNode, isFunctionNode } from '../tree.ts';

/** A function with a body in braces, in the form in which its text can be parsed alone. */
export interface Piece {
  readonly node: FunctionNode;
  readonly body: Range;
  /** The text to parse: the function, or the member of a class or an object that it is. */
  readonly range: Range;
  readonly open: string;
  readonly close: string;
}

/** The functions whose bodies hold a range, from the outside in, without those whose text cannot stand alone. */
export function piecesAround(chain: readonly TreeNode[], [start, end]: Range): Piece[] {
  const pieces: Piece[] = [];
  chain.forEach((node, i) => {
    if (!isFunctionNode(node) || node.body?.type !== 'BlockStatement') return;
    const body = node.body.range;
    if (start <= body[0] || end >= body[1]) return;
    const parent = chain[i - 1];
    const piece = (range: Range, open: string, close: string): void => void pieces.push({ node, body, range, open, close }); // prettier-ignore
    if (parent?.type === 'MethodDefinition' && parent.value === node) piece(parent.range, 'class A extends B{', '}');
    else if (parent?.type === 'Property' && parent.value === node && (parent.method || parent.kind !== 'init'))
      piece(parent.range, '({', '})');
    else if (node.type !== 'FunctionDeclaration') piece(node.range, '(', ')');
    else if (node.id) piece(node.range, '', '');
  });
  return pieces;
}

/** The nodes that hold a range, types included, from the program to the innermost one. */
export function chainTo(program: TSESTree.Program, [start, end]: Range): TreeNode[] {
  const chain: TreeNode[] = [];
  let at: TreeNode | undefined = program;
  while (at) {
    chain.push(at);
    at = childrenOf(at).find(({ range }) => range[0] <= start && end <= range[1]);
  }
  return chain;
}

function childrenOf(node: TreeNode): TreeNode[] {
  return Object.values(node)
    .flat()
    .filter((child): child is TreeNode => typeof child === 'object' && child !== null && 'type' in child);
}

/** The function of a piece in the tree of its text, if that is all the text holds; `length` is that of the text. */
export function functionIn(program: TSESTree.Program, piece: Piece, length: number): FunctionNode | undefined {
  const [statement] = program.body;
  if (program.body.length !== 1 || !statement) return undefined;
  const isWhole = (node: TreeNode): boolean =>
    node.range[0] === piece.open.length && node.range[1] === length - piece.close.length;
  let found: TreeNode | undefined;
  if (statement.type === 'ClassDeclaration' && piece.open.startsWith('class')) {
    const [member] = statement.body.body;
    if (statement.body.body.length !== 1 || member?.type !== 'MethodDefinition' || !isWhole(member)) return undefined;
    found = member.value;
  } else if (statement.type === 'FunctionDeclaration') {
    if (!isWhole(statement)) return undefined;
    found = statement;
  } else if (statement.type === 'ExpressionStatement') {
    found = statement.expression;
    if (found.type === 'ObjectExpression') {
      const [property] = found.properties;
      if (found.properties.length !== 1 || property?.type !== 'Property' || !isWhole(property)) return undefined;
      found = property.value;
    } else if (!isWhole(found)) return undefined;
  }
  if (!found || !isFunctionNode(found) || found.type !== piece.node.type) return undefined;
  const { body } = found;
  const opens = piece.open.length + piece.body[0] - piece.range[0];
  const closes = length - piece.close.length - (piece.range[1] - piece.body[1]);
  return body?.type === 'BlockStatement' && body.range[0] === opens && body.range[1] === closes ? found : undefined;
}
