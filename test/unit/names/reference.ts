import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { type Variable, analyze } from '@typescript-eslint/scope-manager';
import { EcmaModule } from '../../../src/languages/ecmascript/module.ts';
import type { Named } from '../../../src/languages/ecmascript/names/named.ts';
import type { TreeNode } from '../../../src/languages/ecmascript/tree.ts';

/** How the names of a file differ from what scope-manager makes of them, a line each. */
export function differences(text: string, program: TSESTree.Program): string[] {
  const { names, parents } = new EcmaModule(text, program);
  const theirs = new Map<TreeNode, Variable | null>();
  const scopes = analyze(program, { sourceType: 'module', lib: [], jsxPragma: null }).scopes;
  for (const scope of scopes) {
    for (const variable of scope.variables) for (const name of variable.identifiers) theirs.set(name, variable);
    for (const reference of scope.references) theirs.set(reference.identifier, reference.resolved);
  }
  const out: string[] = [];
  const partner = new Map<Variable, Named>();
  const line = (node: TreeNode): string => `${text.slice(0, node.range[0]).split('\n').length} \`${text.slice(...node.range).slice(0, 30)}\``; // prettier-ignore
  for (const node of parents.keys()) {
    if (node.type !== 'Identifier' && node.type !== 'JSXIdentifier') continue;
    const own = names.of(node);
    const their = theirs.get(node) ?? undefined;
    if (!own || !their) {
      if (own || their) out.push(`${line(node)}: ${own ? 'declared here' : 'declared by the other'}`);
      continue;
    }
    if (partner.has(their)) {
      if (partner.get(their) !== own) out.push(`${line(node)}: another variable`);
      continue;
    }
    partner.set(their, own);
    const places = (defs: readonly { readonly node: TreeNode; readonly name: TreeNode }[]): string =>
      defs.map((def) => `${def.node.type} ${def.node.range[0]} ${def.name.range[0]}`).join();
    if (places(own.defs) !== places(their.defs)) out.push(`${line(node)}: declared in ${places(own.defs)}, not ${places(their.defs)}`); // prettier-ignore
    if (own.scope.range.join() !== their.scope.block.range.join()) out.push(`${line(node)}: of another scope`);
    const mentions = their.references.filter((r) => !r.init && parents.has(r.identifier));
    const starts = (nodes: readonly TreeNode[]): string =>
      [...new Set(nodes.map((n) => n.range[0]))].sort((a, b) => a - b).join();
    const [mine, others] = [starts(names.referencesOf(own)), starts(mentions.map((r) => r.identifier))];
    if (mine !== others) out.push(`${line(node)}: mentioned at ${mine}, not ${others}`);
    const [writes, written] = [starts(names.writesOf(own)), starts(mentions.filter((r) => r.isWrite()).map((r) => r.identifier))]; // prettier-ignore
    if (writes !== written) out.push(`${line(node)}: assigned at ${writes}, not ${written}`);
  }
  return out;
}
