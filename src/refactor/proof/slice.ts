import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { typescriptParser } from '../../languages/ecmascript/parser.ts';
import { type TreeNode, forEachChild } from '../../languages/ecmascript/tree.ts';

export interface Slice {
  /** The statements, in their order. */
  readonly source: string;
  /** Names that are needed of each module that is imported; `*`: all. */
  readonly imports: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What is wanted of a file: one of several declarations of a name, from 0; or some of its exports, `*` for all. */
export type WantedOfFile =
  | { readonly name: string; readonly which: number; readonly also?: readonly string[] }
  | { readonly exports: ReadonlySet<string> };

/**
 * The declarations that are needed, as source: no other statement of the file is run. Of names that are declared more than
 * once the last counts, as in a script. Imports of types alone and those that nothing mentions are not among them.
 */
export function slice(path: string, text: string, wanted: WantedOfFile): Slice {
  const { program } = typescriptParser(path, text);
  const declaring = new Map<string, TSESTree.ProgramStatement>();
  for (const statement of program.body) for (const n of declaredNames(statement)) declaring.set(n, statement);
  const needed = new Set<TSESTree.ProgramStatement>();
  const mentioned = new Set<string>();
  const open: string[] = [];
  const need = (statement: TSESTree.ProgramStatement): void => {
    if (needed.has(statement)) return;
    needed.add(statement);
    if (importOf(statement)) return;
    for (const name of mentionedNames(statement)) if (!mentioned.has(name)) open.push(name);
  };
  if ('name' in wanted) {
    const entries = program.body.filter((s) => declaredNames(s).includes(wanted.name));
    const entry = entries[wanted.which];
    if (entry) declaring.set(wanted.name, entry);
    open.push(wanted.name, ...(wanted.also ?? []));
  } else for (const statement of exporting(program, wanted.exports)) need(statement);
  while (open.length > 0) {
    const name = open.pop()!;
    mentioned.add(name);
    const statement = declaring.get(name);
    if (statement) need(statement);
  }
  const imports = new Map<string, Set<string>>();
  for (const statement of needed) {
    const found = importOf(statement);
    if (!found) continue;
    const names = imports.get(found.from) ?? new Set();
    for (const { local, imported } of found.names) if (local === undefined || mentioned.has(local)) names.add(imported);
    imports.set(found.from, names);
  }
  const directives = program.body.filter((s) => 'directive' in s && typeof s.directive === 'string');
  // Imports come first wherever they stand.
  const isImport = (s: TreeNode): boolean => s.type === 'ImportDeclaration';
  const body = program.body.filter((s) => needed.has(s));
  const source = [...directives, ...body.filter(isImport), ...body.filter((s) => !isImport(s))]
    .map((s) => text.slice(...s.range))
    .map((s) => ('name' in wanted ? s.replace(/^export\s+default\s+(?=(async\s+)?function|class)/, '') : s))
    .join('\n');
  return { source, imports };
}

/** Statements by which a file gives names to others. */
function exporting(program: TSESTree.Program, names: ReadonlySet<string>): TSESTree.ProgramStatement[] {
  const isWanted = (name: string): boolean => names.has('*') || names.has(name);
  return program.body.filter((statement) => {
    switch (statement.type) {
      case 'ExportDefaultDeclaration':
        return isWanted('default');
      case 'ExportAllDeclaration':
        return statement.exportKind !== 'type';
      case 'ExportNamedDeclaration':
        if (statement.exportKind === 'type') return false;
        if (statement.declaration) return declaredNames(statement).some(isWanted);
        return statement.specifiers.some((s) => isWanted(s.exported.type === 'Identifier' ? s.exported.name : s.exported.value)); // prettier-ignore
      case 'TSExportAssignment':
        return true;
      case 'ExpressionStatement': {
        // module.exports = …, exports.name = …
        const { expression } = statement;
        const left = expression.type === 'AssignmentExpression' ? expression.left : undefined;
        return left?.type === 'MemberExpression' && isExports(left);
      }
      default:
        return false;
    }
  });
}

function isExports(node: TreeNode): boolean {
  if (node.type === 'Identifier') return node.name === 'exports';
  if (node.type !== 'MemberExpression' || node.computed || node.property.type !== 'Identifier') return false;
  if (node.object.type === 'Identifier' && node.object.name === 'module') return node.property.name === 'exports';
  return isExports(node.object);
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

interface Import {
  readonly from: string;
  /** Without a local name: handed on. */
  readonly names: readonly { readonly local?: string; readonly imported: string }[];
}

function importOf(statement: TreeNode): Import | undefined {
  switch (statement.type) {
    case 'ImportDeclaration':
      return {
        from: statement.source.value,
        names: statement.specifiers.map(({ local: { name: local }, ...s }) => {
          if (s.type === 'ImportSpecifier') return { local, imported: s.imported.type === 'Identifier' ? s.imported.name : s.imported.value }; // prettier-ignore
          return { local, imported: s.type === 'ImportDefaultSpecifier' ? 'default' : '*' };
        }),
      };
    case 'ExportAllDeclaration':
      return { from: statement.source.value, names: [{ imported: '*' }] };
    case 'ExportNamedDeclaration': {
      if (!statement.source) return undefined;
      const names = statement.specifiers.map((s) => s.local.type === 'Identifier' ? s.local.name : String(s.local.value)); // prettier-ignore
      return { from: statement.source.value, names: names.map((imported) => ({ imported })) };
    }
    case 'VariableDeclaration': {
      const [declared] = statement.declarations;
      const init = declared?.init;
      if (init?.type !== 'CallExpression' || init.callee.type !== 'Identifier' || init.callee.name !== 'require') return undefined; // prettier-ignore
      const argument = init.arguments[0];
      return { from: argument?.type === 'Literal' ? String(argument.value) : '?', names: [{ imported: '*' }] };
    }
    default:
      return undefined;
  }
}

/** Which of the declarations of `name` in a file holds the place. */
export function ordinal(program: TSESTree.Program, name: string, at: number): number {
  const entries = program.body.filter((s) => declaredNames(s).includes(name));
  return Math.max(0, entries.findIndex((s) => s.range[0] <= at && at < s.range[1])); // prettier-ignore
}
