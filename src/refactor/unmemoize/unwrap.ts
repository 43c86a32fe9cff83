import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { EcmaFunction } from '../../languages/ecmascript/module.ts';
import { type TreeNode, forEachChild } from '../../languages/ecmascript/tree.ts';
import type { EditList } from '../text/edits.ts';
import { importedName } from '../text/imports.ts';
import { refuse } from '../request.ts';
import { lineEnd } from '../text/style.ts';

const wrappers: readonly (readonly [from: string, name: string | undefined])[] = [
  ['memoscope', 'memoize'],
  ['memoscope', 'memoizeAsync'],
  ['memoscope/disk', 'memoizeDisk'],
  ['moize', undefined],
  ['micro-memoize', undefined],
  ['micro-memoize', 'memoize'],
  ['memoizee', undefined],
  ['lodash/memoize.js', undefined],
  ['lodash', 'memoize'],
  ['lodash-es', 'memoize'],
  ['lodash.memoize', undefined],
  ['memoize', undefined],
  ['p-memoize', undefined],
  ['fast-memoize', undefined],
  ['reselect', 'weakMapMemoize'],
];

/** Packages that memoize. */
export const libraryNames: ReadonlySet<string> = new Set(wrappers.map(([from]) => from));

/**
 * `memoize(f)` → `f`, and the import with it when nothing else uses it.
 * @returns false when the function is in no wrapper that is known
 * @throws Refusal when the program uses what only the wrapper has (`f.cacheInfo()`)
 */
export function unwrap(edits: EditList, fn: EcmaFunction): boolean {
  const { module } = fn;
  const call = module.parents.get(fn.node);
  if (call?.type !== 'CallExpression' || call.arguments[0] !== fn.node || call.callee.type !== 'Identifier') return false; // prettier-ignore
  const local = call.callee.name;
  const known = wrappers.find(([from, name]) => importedName(module, { from, name }) === local);
  if (!known) return false;
  checkOptions(fn, call, known[0]);
  const binding = bindingStatement(module.program, local);
  let uses = 0;
  const look = (node: TreeNode): void => {
    if (node.type === 'Identifier' && node.name === local) uses++;
    if (node.type === 'MemberExpression' && node.object.type === 'Identifier' && node.object.name === fn.name) {
      const used = node.property.type === 'Identifier' ? node.property.name : '';
      if (/^(cache\w*|original|clear|delete|keys|stats|options)$/.test(used)) refuse(`\`${fn.name}.${used}\` is used, which only the cache has.`); // prettier-ignore
    }
    const taken = ownMemberOf(fn, node);
    if (taken !== undefined) refuse(`\`${taken}\` is used, which only a cache has.`);
    if (node !== binding) forEachChild(node, look);
  };
  look(module.program);
  edits.remove(call.range[0], fn.node.range[0]);
  edits.remove(fn.node.range[1], call.range[1]);
  if (uses === 1 && binding) removeImport(edits, module.program, binding);
  return true;
}

/** What a wrapper of this library has, taken off the function or asked of something that may be it. */
function ownMemberOf({ name, module }: EcmaFunction, node: TreeNode): string | undefined {
  if (node.type === 'VariableDeclarator' && node.id.type === 'ObjectPattern' && node.init?.type === 'Identifier' && node.init.name === name) {
    return module.text.slice(...node.range);
  } // prettier-ignore
  if (node.type !== 'MemberExpression' || node.property.type !== 'Identifier') return undefined;
  if (!/^cache(Info|Clear|Delete|Keys|Entries)$/.test(node.property.name)) return undefined;
  const { object } = node;
  const bound = object.type === 'Identifier' ? module.variable(object) : undefined;
  return bound?.bound !== undefined || bound?.role === 'import' ? undefined : module.text.slice(...node.range);
}

/** Options that change nothing of what a call gives. */
const harmless = /^(name|maxSize|max|ttl|maxAge|version|promise)$/;

/** Their key is the first argument alone. */
const ofFirst = /^(lodash(-es)?(\.memoize|\/memoize\.js)?|memoize|p-memoize)$/;

/** @throws Refusal where the wrapper takes calls for the same that differ */
function checkOptions(fn: EcmaFunction, { arguments: [, options] }: TSESTree.CallExpression, from: string): void {
  const count = fn.node.params.length;
  const refuseFor = (what: string): never =>
    refuse(
      `The cache of \`${fn.name}\` has a key of its own (${what}): calls that differ may be given the same result.`,
    );
  if (ofFirst.test(from) && count > 1) refuseFor('the first argument alone');
  if (options === undefined) return;
  if (options.type !== 'ObjectExpression') return refuseFor(fn.module.text.slice(...options.range));
  for (const option of options.properties) {
    const name = option.type === 'Property' && option.key.type === 'Identifier' ? option.key.name : '';
    const value = option.type === 'Property' && option.value.type === 'Literal' ? option.value.value : undefined;
    const isWhole = name === 'length' && (value === false || value === count);
    if (!harmless.test(name) && !isWhole) refuseFor(fn.module.text.slice(...option.range));
  }
}

function bindingStatement(program: TSESTree.Program, local: string): TSESTree.ProgramStatement | undefined {
  return program.body.find((s) => {
    if (s.type === 'ImportDeclaration') return s.specifiers.some((x) => x.local.name === local);
    if (s.type !== 'VariableDeclaration' || s.declarations[0]?.init?.type !== 'CallExpression') return false;
    const { id } = s.declarations[0];
    if (id.type === 'Identifier') return id.name === local;
    return id.type === 'ObjectPattern' && id.properties.some((p) => p.type === 'Property' && p.value.type === 'Identifier' && p.value.name === local); // prettier-ignore
  });
}

function removeImport(edits: EditList, program: TSESTree.Program, statement: TSESTree.ProgramStatement): void {
  const { text } = edits;
  const isOnly =
    statement.type === 'ImportDeclaration'
      ? statement.specifiers.length === 1
      : statement.type === 'VariableDeclaration' &&
        (statement.declarations[0]!.id.type !== 'ObjectPattern' ||
          statement.declarations[0]!.id.properties.length === 1);
  if (!isOnly) return; // an unused name in a longer list is the linter's business
  let end = lineEnd(text, statement.range[1]);
  const previous = program.body[program.body.indexOf(statement) - 1];
  const isAmongOthers = previous?.type === 'ImportDeclaration' || previous?.type === 'VariableDeclaration';
  for (;;) {
    const blank = isAmongOthers ? undefined : /^\r?\n[ \t]*(?=\r?\n)/.exec(text.slice(end, end + 200));
    if (!blank) break;
    end += blank[0].length;
  }
  const eol = text.startsWith('\r\n', end) ? 2 : 1;
  edits.remove(statement.range[0], Math.min(text.length, end + eol));
}
