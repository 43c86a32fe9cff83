import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { Inference } from '../../analysis/inference.ts';
import type { Kind } from '../../analysis/skeleton.ts';
import type { EcmaModule } from '../../languages/ecmascript/module.ts';
import { type TreeNode, keyName } from '../../languages/ecmascript/tree.ts';
import { refuse } from '../request.ts';
import { wantedOfType } from './types.ts';
import type { Hints } from './hints.ts';
import { Evidence, Uses } from './uses.ts';

/** What is known of a parameter that an argument is made up for. */
export interface Wanted {
  readonly name: string;
  readonly kind: Kind;
  /** Of a list. */
  readonly of?: Wanted;
  readonly optional?: boolean;
  /** Of a list: nothing that is done to it cannot be done to a text. */
  readonly perhapsText?: boolean;
  /** Of an object its fields, of a list of fixed length its elements. */
  readonly parts?: readonly { readonly key?: string; readonly wanted: Wanted }[];
  /** The values that its type has, as source. */
  readonly choices?: readonly string[];
}

/** Deeper parts are not told apart. */
const deepest = 3;

/** Of the functions: their file, what it says of their inputs, and what the analysis takes their variables for. */
export interface Known {
  readonly module: EcmaModule;
  readonly inference: Inference;
  readonly fields: Hints['fields'];
}

export function wantedOf(parameter: TreeNode, known: Known): Wanted {
  const { module } = known;
  switch (parameter.type) {
    case 'TSParameterProperty':
      return wantedOf(parameter.parameter, known);
    case 'AssignmentPattern':
      return { ...wantedOf(parameter.left, known), optional: true };
    case 'Identifier': {
      const { name } = parameter;
      const declared = typeOf(parameter, module);
      if (declared && !isVague(declared)) return { ...declared, name, optional: parameter.optional };
      const evidence = new Uses(module).bind(parameter, new Evidence());
      return { ...byUse(evidence, parameter, known), name, optional: parameter.optional };
    }
    case 'ObjectPattern': {
      const declared = typeOf(parameter, module)?.parts;
      const parts = parameter.properties.map((property) => {
        const key = property.type === 'Property' ? keyName(property) : undefined;
        if (property.type !== 'Property' || key === undefined) return refuse('No value can be made up for a parameter that is taken apart.'); // prettier-ignore
        const wanted = declared?.find((p) => p.key === key)?.wanted;
        const isOptional = property.value.type === 'AssignmentPattern';
        return { key, wanted: wanted ? { ...wanted, optional: isOptional } : wantedOf(property.value, known) }; // prettier-ignore
      });
      return { name: '', kind: 'record', parts };
    }
    case 'ArrayPattern': {
      const last = parameter.elements.at(-1);
      const declared = typeOf(parameter, module);
      if (declared && !isVague(declared)) return declared;
      if (last?.type === 'RestElement') return { name: '', kind: 'list' };
      const parts = parameter.elements.map((element) => ({
        wanted: element ? wantedOf(element, known) : { name: '', kind: 'number' as const },
      }));
      return { name: '', kind: 'list', parts };
    }
    case 'RestElement':
      return wantedOf(parameter.argument, known);
    default:
      return refuse('No value can be made up for a parameter that is taken apart.');
  }
}

function typeOf(
  node: TSESTree.Identifier | TSESTree.ObjectPattern | TSESTree.ArrayPattern,
  module: EcmaModule,
): Wanted | undefined {
  // prettier-ignore
  const type = node.typeAnnotation?.typeAnnotation;
  return type && wantedOfType(type, module.program);
}

/** The declaration says less than the uses may. */
const isVague = ({ kind, of, parts }: Wanted): boolean =>
  kind === 'unknown' || (kind === 'list' && !of && !parts) || (kind === 'record' && !parts);

function byUse(evidence: Evidence, parameter: TSESTree.Identifier, { module, inference, fields }: Known): Wanted {
  // A node of a tree is made as a whole.
  if ([...(fields?.parts ?? []), ...(fields?.lists ?? [])].some((name) => evidence.fields.has(name))) {
    return { name: parameter.name, kind: 'record' };
  }
  const variable = module.variable(parameter);
  const kind = inference.kindOf(variable);
  const wanted = fromEvidence(evidence, parameter.name, 0);
  if (variable.declared === 'unknown' && kind === 'list' && wanted.kind === 'string') return wanted;
  if (kind === 'list' && wanted.kind !== 'list') {
    const element = inference.elementOf(variable);
    return { name: parameter.name, kind, of: { name: '', kind: element ?? 'number' } };
  }
  if (kind === 'list' && inference.elementOf(variable) === 'string') return { ...wanted, of: { name: '', kind: 'string' } }; // prettier-ignore
  if (kind === wanted.kind || kind === 'unknown' || kind === 'record') return wanted;
  return { name: parameter.name, kind };
}

function fromEvidence(evidence: Evidence, name: string, depth: number): Wanted {
  const { number, text, boolean, list, sequence, fields, positions, indexed } = evidence;
  if (sequence + text + list > 0 && number < 2 * (sequence + text + list)) {
    const letters = Math.max(evidence.element.text, ...[...positions.values()].map((p) => p.text));
    const isText = text > 0 && list === 0 && (text >= 2 || sequence > 0);
    const inner = depth < deepest ? fromEvidence(evidence.element, '', depth + 1) : number1;
    const isNested = inner.kind === 'list' || inner.kind === 'record';
    if (isText || (letters > 0 && list === 0 && !isNested)) return { name, kind: 'string' };
    // Only first, second, …: a pair.
    if (positions.size > 1 && !indexed && depth > 0) {
      const parts = Array.from({ length: Math.max(...positions.keys()) + 1 }, (_, i) => ({
        wanted: scalar(fromEvidence(evidence.position(i), '', depth + 1)),
      }));
      return { name, kind: 'list', parts };
    }
    const [first] = positions.values();
    const element = inner.kind === 'unknown' && first ? fromEvidence(first, '', depth + 1) : inner;
    return { name, kind: 'list', of: scalar(element), perhapsText: text + list === 0 };
  }
  if (fields.size > 0 && number === 0 && depth < deepest) {
    const parts = [...fields].map(([key, field]) => ({ key, wanted: scalar(fromEvidence(field, '', depth + 1)) }));
    return { name, kind: 'record', parts };
  }
  if (number > 0 && number >= text && number >= boolean) return { name, kind: 'number' };
  if (text > 0) return { name, kind: 'string' };
  return { name, kind: boolean > 0 && number === 0 ? 'boolean' : 'unknown' };
}

const number1: Wanted = { name: '', kind: 'number' };

/** A part of which nothing is known is a number. */
const scalar = (wanted: Wanted): Wanted => (wanted.kind === 'unknown' ? number1 : wanted);
