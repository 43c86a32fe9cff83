import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Wanted } from './wanted.ts';

/** Types within types are followed so far. */
const deepest = 6;

/**
 * What an annotation says, types that the file declares included; undefined for what it does not tell, and for a type
 * that contains itself.
 */
export function wantedOfType(type: TSESTree.TypeNode, program: TSESTree.Program): Wanted | undefined {
  const names: Names = { open: [], recursive: false };
  const wanted = read(type, program, names, 0);
  return names.recursive ? undefined : wanted;
}

interface Names {
  /** Declared types that are being read. */
  readonly open: string[];
  recursive: boolean;
}

function read(type: TSESTree.TypeNode, program: TSESTree.Program, names: Names, depth: number): Wanted | undefined {
  const name = '';
  const inner = (node: TSESTree.TypeNode | undefined): Wanted | undefined =>
    node && depth < deepest ? read(node, program, names, depth + 1) : undefined;
  const listOf = (node: TSESTree.TypeNode | undefined): Wanted => {
    const of = inner(node);
    return { name, kind: 'list', ...(of ? { of } : {}) };
  };
  switch (type.type) {
    case 'TSNumberKeyword':
      return { name, kind: 'number' };
    case 'TSBigIntKeyword':
      return { name, kind: 'bigint' };
    case 'TSStringKeyword':
      return { name, kind: 'string' };
    case 'TSBooleanKeyword':
      return { name, kind: 'boolean' };
    case 'TSArrayType':
      return listOf(type.elementType);
    case 'TSTypeOperator':
      return type.typeAnnotation && inner(type.typeAnnotation);
    case 'TSTupleType': {
      const parts = type.elementTypes.map((element) => {
        const plain = element.type === 'TSNamedTupleMember' ? element.elementType : element;
        return inner(plain.type === 'TSOptionalType' ? plain.typeAnnotation : plain);
      });
      if (!parts.every((part) => part !== undefined)) return { name, kind: 'list' };
      return { name, kind: 'list', parts: parts.map((wanted) => ({ wanted })) };
    }
    case 'TSLiteralType':
      return type.literal.type === 'Literal' ? { name, kind: kindOfLiteral(type.literal), choices: [type.literal.raw] } : undefined; // prettier-ignore
    case 'TSUnionType':
      return union(type.types.map(inner).filter((w) => w !== undefined));
    case 'TSTypeLiteral':
      return record(type.members, inner);
    case 'TSFunctionType':
      return { name, kind: 'function' };
    case 'TSTypeReference': {
      if (type.typeName.type !== 'Identifier') return undefined;
      const [first] = type.typeArguments?.params ?? [];
      if (/^(Readonly)?Array$/.test(type.typeName.name)) return listOf(first);
      if (/^(Readonly|Required|Partial)$/.test(type.typeName.name)) return inner(first);
      const called = type.typeName.name;
      const declared = program.body
        .map((s) => (s.type === 'ExportNamedDeclaration' ? s.declaration : s))
        .find((s) => (s?.type === 'TSTypeAliasDeclaration' || s?.type === 'TSInterfaceDeclaration') && s.id.name === called); // prettier-ignore
      names.recursive ||= names.open.includes(called);
      if (names.recursive || !declared) return undefined;
      names.open.push(called);
      const wanted =
        declared.type === 'TSTypeAliasDeclaration'
          ? inner(declared.typeAnnotation)
          : declared.type === 'TSInterfaceDeclaration' && declared.extends.length === 0
            ? record(declared.body.body, inner)
            : undefined;
      names.open.pop();
      return wanted;
    }
    default:
      return undefined;
  }
}

function kindOfLiteral({ value }: TSESTree.Literal): Wanted['kind'] {
  const type = typeof value;
  return type === 'number' || type === 'string' || type === 'boolean' || type === 'bigint' ? type : 'unknown';
}

/** A part without values of its own makes the whole one that only uses tell. */
function record(
  members: readonly TSESTree.TypeElement[],
  inner: (type: TSESTree.TypeNode | undefined) => Wanted | undefined,
): Wanted {
  const parts: { key: string; wanted: Wanted }[] = [];
  for (const member of members) {
    if (member.type !== 'TSPropertySignature' || member.key.type !== 'Identifier') return { name: '', kind: 'record' };
    const wanted = inner(member.typeAnnotation?.typeAnnotation);
    if (member.optional) continue;
    if (!wanted) return { name: '', kind: 'record' };
    parts.push({ key: member.key.name, wanted });
  }
  return { name: '', kind: 'record', parts };
}

/** Literals are taken together; of other types the first, `null` and `undefined` aside. */
function union(types: readonly Wanted[]): Wanted | undefined {
  if (types.length > 0 && types.every((t) => t.choices)) return { ...types[0]!, choices: types.flatMap((t) => t.choices!) }; // prettier-ignore
  return types.find((t) => t.kind !== 'unknown');
}
