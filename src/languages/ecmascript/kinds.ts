import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Kind } from '../../analysis/skeleton.ts';
import type { EcmaFunction } from './module.ts';
import type { TreeNode } from './tree.ts';

export interface DeclaredKind {
  readonly kind: Kind;
  readonly element?: Kind;
}

/** What may be walked over only once. An iterable may be a list, but also an iterator. */
const usedUp =
  /^(Async)?(Iterator|Iterable|IterableIterator|Generator)$|^(Async)?IteratorObject$|^(Array|Map|Set|(RegExp)?String)Iterator$/;

/** The kind an annotation declares: evidence of what a value is used as, never of its being an integer. */
export function declaredKind(identifier: TreeNode): DeclaredKind | undefined {
  if (identifier.type !== 'Identifier' || !identifier.typeAnnotation) return undefined;
  return kindOfType(identifier.typeAnnotation.typeAnnotation);
}

function kindOfType(type: TSESTree.TypeNode): DeclaredKind | undefined {
  switch (type.type) {
    case 'TSNumberKeyword':
      return { kind: 'number' };
    case 'TSBigIntKeyword':
      return { kind: 'bigint' };
    case 'TSStringKeyword':
      return { kind: 'string' };
    case 'TSBooleanKeyword':
      return { kind: 'boolean' };
    case 'TSArrayType': {
      const element = kindOfType(type.elementType);
      return { kind: 'list', element: element?.kind };
    }
    case 'TSTypeOperator':
      return type.typeAnnotation ? kindOfType(type.typeAnnotation) : undefined;
    case 'TSTupleType':
      return { kind: 'list' };
    case 'TSFunctionType':
      return { kind: 'function' };
    case 'TSTypeLiteral':
      return { kind: 'record' };
    case 'TSLiteralType':
      return type.literal.type === 'Literal' && typeof type.literal.value === 'string'
        ? { kind: 'string' }
        : type.literal.type === 'Literal' && typeof type.literal.value === 'number'
          ? { kind: 'number' }
          : undefined;
    case 'TSUnionType': {
      const kinds = type.types.map(kindOfType).filter((k) => k !== undefined);
      const first = kinds[0];
      return first && kinds.every((k) => k.kind === first.kind) ? first : undefined;
    }
    case 'TSTypeReference': {
      const name = type.typeName.type === 'Identifier' ? type.typeName.name : '';
      if (name === 'Array' || name === 'ReadonlyArray') {
        const argument = type.typeArguments?.params[0];
        return { kind: 'list', element: argument ? kindOfType(argument)?.kind : undefined };
      }
      if (name === 'Map' || name === 'Set' || name === 'ReadonlyMap' || name === 'ReadonlySet') return { kind: 'map' };
      if (name === 'Record') return { kind: 'record' };
      return usedUp.test(name) ? { kind: 'iterator' } : undefined;
    }
    default:
      return undefined;
  }
}

/** Kinds from the documentation comment before a function: `@param {number} n`. */
export function documentedKinds(text: string, fn: EcmaFunction): Map<string, DeclaredKind> {
  const kinds = new Map<string, DeclaredKind>();
  let start = fn.declaration.range[0];
  const parent = fn.module.parents.get(fn.declaration);
  if (parent && /^(Export|VariableDeclaration|ExpressionStatement)/.test(parent.type)) start = parent.range[0];
  const before = text.slice(Math.max(0, start - 4000), start).trimEnd();
  if (!before.endsWith('*/')) return kinds;
  const open = before.lastIndexOf('/**');
  // Another comment's beginning, with code between.
  if (open < 0 || before.indexOf('*/', open) !== before.length - 2) return kinds;
  for (const [, type, name] of before.slice(open).matchAll(/@param\s+\{([^}]*)\}\s+\[?([\w$]+)/g)) {
    const kind = documentedKind(type!.trim());
    if (kind) kinds.set(name!, kind);
  }
  return kinds;
}

function documentedKind(type: string): DeclaredKind | undefined {
  if (usedUp.test(type.replace(/\.?<.*$/, ''))) return { kind: 'iterator' };
  const array = /^(.*)\[\]$|^Array\.?<(.*)>$/i.exec(type);
  if (array) return { kind: 'list', element: documentedKind((array[1] ?? array[2])!)?.kind };
  switch (type.toLowerCase().replace(/[?!]/g, '')) {
    case 'number':
    case 'integer':
    case 'int':
      return { kind: 'number' };
    case 'string':
      return { kind: 'string' };
    case 'boolean':
    case 'bool':
      return { kind: 'boolean' };
    case 'array':
      return { kind: 'list' };
    case 'function':
      return { kind: 'function' };
    default:
      return undefined;
  }
}
