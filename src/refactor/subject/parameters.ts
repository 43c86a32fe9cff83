import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Kind } from '../../analysis/skeleton.ts';
import type { EcmaFunction } from '../../languages/ecmascript/module.ts';
import { partTypes } from './parts.ts';
import { refuse } from '../request.ts';

/** A name that a parameter binds: one component of the key. */
export interface BoundName {
  readonly name: string;
  /** TypeScript text of its type where the parameter's scope is open; undefined in JavaScript. */
  readonly type?: string;
  /** Type text that also holds outside the function, when an annotation gives one. */
  readonly outerType?: string;
  readonly reassigned: boolean;
  readonly kind: Kind;
  /** A non-negative integer in every call, near to others: a list can be indexed by it. */
  readonly index?: boolean;
  /** The function tells 0 from -0, which a table does not: -0 gets a key of its own. Says where -0 may come from. */
  readonly signed?: 'within' | 'from outside';
}

export interface Parameter {
  /** Position in a call. */
  readonly index: number;
  /** As the inner function declares it. */
  readonly text: string;
  readonly names: readonly BoundName[];
  /** The argument with which the outer function hands it on. */
  readonly pass: string;
  readonly form: 'plain' | 'pattern' | 'rest';
  readonly hasDefault: boolean;
}

/** The parameters of a function; TypeScript's `this` parameter is none. */
export function readParameters(fn: EcmaFunction, typed: boolean, kinds: readonly Kind[] = []): Parameter[] {
  const given = contextualTypes(fn);
  const out: Parameter[] = [];
  for (const node of fn.node.params) {
    if (node.type === 'Identifier' && node.name === 'this') continue;
    if (node.type === 'TSParameterProperty') refuse(`\`${fn.name}\` is a constructor.`);
    out.push(readParameter(fn, node, out.length, typed, kinds[out.length] ?? 'unknown', given));
  }
  return out;
}

type Contextual = ((index: number) => string | undefined) | undefined;

function readParameter(
  fn: EcmaFunction,
  node: TSESTree.Parameter,
  index: number,
  typed: boolean,
  kind: Kind,
  given: Contextual,
): Parameter {
  // prettier-ignore
  const { text } = fn.module;
  const written = text.slice(...node.range);
  const target = node.type === 'AssignmentPattern' ? node.left : node;
  const hasDefault = node.type === 'AssignmentPattern';
  const bound = (id: TSESTree.Identifier, type: string | undefined, outerType: string | undefined): BoundName => {
    const variable = fn.module.variable(id);
    const declared = variable.declared === 'unknown' ? 'unknown' : variable.declared;
    return { name: id.name, type, outerType, reassigned: variable.reassigned, kind: declared === 'unknown' ? kind : declared }; // prettier-ignore
  };
  if (target.type === 'Identifier') {
    const own = target.typeAnnotation && text.slice(...target.typeAnnotation.typeAnnotation.range);
    const annotation = own ?? given?.(index);
    const optional = target.optional === true;
    const isShort = annotation !== undefined && annotation.length <= 40 && !/[\r\n]/.test(annotation);
    const outerType = isShort ? (optional ? `${annotation} | undefined` : annotation) : defaultType(node);
    return {
      index,
      text: typed && !own && annotation !== undefined && !hasDefault ? `${written}: ${annotation}` : written,
      names: [bound(target, typed ? (outerType ?? `typeof ${target.name}`) : undefined, outerType)],
      pass: target.name,
      form: 'plain',
      hasDefault,
    };
  }
  if (target.type === 'RestElement') {
    if (target.argument.type !== 'Identifier') refuse(`The rest parameter of \`${fn.name}\` is taken apart.`);
    const { name } = target.argument;
    return { index, text: written, names: [bound(target.argument, `typeof ${name}`, undefined)], pass: `...${name}`, form: 'rest', hasDefault }; // prettier-ignore
  }
  if (target.type === 'ObjectPattern' || target.type === 'ArrayPattern') {
    const identifiers: TSESTree.Identifier[] = [];
    const pass = repack(fn, target, identifiers);
    const types = partTypes(fn, target);
    return {
      index,
      text: written,
      names: identifiers.map((id) => {
        const outerType = typed ? types.get(id) : undefined;
        const name = bound(id, typed ? `typeof ${id.name}` : undefined, outerType);
        return isPrimitiveType(outerType) ? { ...name, kind: outerType } : name;
      }),
      pass,
      form: 'pattern',
      hasDefault,
    };
  }
  return refuse(`A parameter of \`${fn.name}\` has a form that is not supported.`);
}

const isPrimitiveType = (type: string | undefined): type is 'number' | 'string' | 'boolean' | 'bigint' =>
  /^(number|string|boolean|bigint)$/.test(type ?? '');

/** Types of parameters from `const f: (n: number) => number = …` or a named function type. */
function contextualTypes(fn: EcmaFunction): Contextual {
  const type = contextualType(fn);
  if (!type) return undefined;
  const { text } = fn.module;
  if (type.type === 'TSFunctionType') {
    return (index) => {
      const parameter = type.params[index];
      const annotation = parameter && 'typeAnnotation' in parameter ? parameter.typeAnnotation : undefined;
      return annotation ? text.slice(...annotation.typeAnnotation.range) : undefined;
    };
  }
  return (index) => `Parameters<${text.slice(...type.range)}>[${index}]`;
}

/** The annotation of the variable that a function expression is the value of. */
export function contextualType(fn: EcmaFunction): TSESTree.TypeNode | undefined {
  const { declaration } = fn;
  if (declaration.type !== 'VariableDeclarator' || declaration.init !== fn.node) return undefined;
  return declaration.id.typeAnnotation?.typeAnnotation;
}

function defaultType(node: TSESTree.Parameter): string | undefined {
  if (node.type !== 'AssignmentPattern' || node.right.type !== 'Literal') return undefined;
  const type = typeof node.right.value;
  return type === 'number' || type === 'string' || type === 'boolean' ? type : undefined;
}

/** An expression that a destructuring pattern takes apart into the same names again. */
function repack(fn: EcmaFunction, node: TSESTree.Node, identifiers: TSESTree.Identifier[]): string {
  switch (node.type) {
    case 'Identifier':
      identifiers.push(node);
      return node.name;
    case 'AssignmentPattern':
      return repack(fn, node.left, identifiers);
    case 'ArrayPattern':
      return `[${node.elements.map((e) => (e ? repack(fn, e, identifiers) : refuse(`A parameter of \`${fn.name}\` skips an element.`))).join(', ')}]`; // prettier-ignore
    case 'ObjectPattern': {
      const entries = node.properties.map((p) => {
        if (p.type === 'RestElement' || p.computed) return refuse(`A parameter of \`${fn.name}\` collects the rest of an object.`); // prettier-ignore
        const value = repack(fn, p.value, identifiers);
        const key = fn.module.text.slice(...p.key.range);
        return key === value ? key : `${key}: ${value}`;
      });
      return `{ ${entries.join(', ')} }`;
    }
    default:
      return refuse(`A parameter of \`${fn.name}\` collects the rest of an array.`);
  }
}
