import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { typescriptParser } from '../../languages/ecmascript/parser.ts';
import { type TreeNode, forEachChild } from '../../languages/ecmascript/tree.ts';
import { refuse } from '../request.ts';

/**
 * The declarations that `name` needs, as source: no other statement of the file is run.
 * @param which of several declarations of the name, from 0; of other names the last counts, as in a script
 * @param modules names of modules that may be imported; `any`: all, their imports are kept
 * @throws Refusal when it needs another module
 */
export function slice(
  path: string,
  text: string,
  name: string,
  which: number,
  modules: readonly string[] | 'any',
): string {
  const { program } = typescriptParser(path, text);
  const declaring = new Map<string, TSESTree.ProgramStatement>();
  for (const statement of program.body) for (const n of declaredNames(statement)) declaring.set(n, statement);
  const needed = new Set<TSESTree.ProgramStatement>();
  const entries = program.body.filter((s) => declaredNames(s).includes(name));
  const entry = entries[which];
  if (entry) declaring.set(name, entry);
  const open = [name];
  while (open.length > 0) {
    const statement = declaring.get(open.pop()!);
    if (!statement || needed.has(statement)) continue;
    needed.add(statement);
    const from = importedFrom(statement);
    if (from === undefined) open.push(...mentionedNames(statement));
    else if (modules !== 'any' && !modules.includes(from))
      refuse(`\`${name}\` needs the module "${from}", which is not run here.`);
  }
  const directives = program.body.filter((s) => 'directive' in s && typeof s.directive === 'string');
  return [...directives, ...program.body.filter((s) => needed.has(s))]
    .map((s) => text.slice(...s.range).replace(/^export\s+default\s+(?=(async\s+)?function|class)/, ''))
    .join('\n');
}

function declaredNames(statement: TreeNode): string[] {
  switch (statement.type) {
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
      return statement.declaration ? declaredNames(statement.declaration) : [];
    case 'VariableDeclaration':
      return statement.declarations.flatMap((d) => patternNames(d.id));
    case 'ImportDeclaration':
      return statement.specifiers.map((s) => s.local.name);
    case 'FunctionDeclaration':
    case 'ClassDeclaration':
      return statement.id ? [statement.id.name] : [];
    case 'TSEnumDeclaration':
      return [statement.id.name];
    case 'TSModuleDeclaration':
      return statement.id.type === 'Identifier' ? [statement.id.name] : [];
    default:
      return [];
  }
}

function patternNames(node: TreeNode): string[] {
  if (node.type === 'Identifier') return [node.name];
  const out: string[] = [];
  forEachChild(node, (child) => out.push(...patternNames(child)));
  return out;
}

function mentionedNames(node: TreeNode): string[] {
  const out: string[] = [];
  const look = (at: TreeNode): void => {
    if (at.type === 'Identifier') out.push(at.name);
    forEachChild(at, (child) => {
      const isName =
        (at.type === 'MemberExpression' && child === at.property && !at.computed) ||
        ((at.type === 'Property' || at.type === 'MethodDefinition' || at.type === 'PropertyDefinition') && child === at.key && !at.computed); // prettier-ignore
      if (!isName || (at.type === 'Property' && at.shorthand)) look(child);
    });
  };
  look(node);
  return out;
}

function importedFrom(statement: TreeNode): string | undefined {
  if (statement.type === 'ImportDeclaration') return statement.source.value;
  const init = statement.type === 'VariableDeclaration' ? statement.declarations[0]?.init : undefined;
  if (init?.type !== 'CallExpression' || init.callee.type !== 'Identifier' || init.callee.name !== 'require') return undefined; // prettier-ignore
  const argument = init.arguments[0];
  return argument?.type === 'Literal' ? String(argument.value) : '?';
}

/** Which of the declarations of `name` in a file holds the place. */
export function ordinal(program: TSESTree.Program, name: string, at: number): number {
  const entries = program.body.filter((s) => declaredNames(s).includes(name));
  return Math.max(0, entries.findIndex((s) => s.range[0] <= at && at < s.range[1])); // prettier-ignore
}
