import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type { EcmaModule } from '../../languages/ecmascript/module.ts';
import { type TreeNode, forEachChild } from '../../languages/ecmascript/tree.ts';
import type { EditList } from './edits.ts';
import { FreshNames } from './names.ts';
import { insertBefore } from './place.ts';
import { type Style, goesOn, indentAt, isScript, lineEnd } from './style.ts';

/** What to import: a named export, or the default one (in CommonJS: the module itself). */
export interface Wanted {
  readonly from: string;
  /** Undefined for the default export. */
  readonly name?: string;
  /** The local name wished for. */
  readonly as: string;
}

/** Adds an import in the file's style unless it is there, and says by which name to use it. */
export function addImport(edits: EditList, module: EcmaModule, path: string, style: Style, wanted: Wanted): string {
  const known = importedName(module, wanted);
  if (known) return known;
  const { program, text } = module;
  const local = new FreshNames(text).take(wanted.as, `${wanted.as}Calls`);
  const { quote, semi, eol } = style;
  const source = quote + wanted.from + quote;
  const imports = program.body.filter((s) => s.type === 'ImportDeclaration');
  const same = imports.find((s) => s.source.value === wanted.from && s.importKind !== 'type');
  const last = same?.specifiers.at(-1);
  if (wanted.name !== undefined && last?.type === 'ImportSpecifier') {
    edits.insert(last.range[1], `, ${local === wanted.name ? local : `${wanted.name} as ${local}`}`);
    return local;
  }
  let code: string;
  if (isCommonJs(module, path)) {
    const pattern = wanted.name === undefined ? local : local === wanted.name ? `{ ${local} }` : `{ ${wanted.name}: ${local} }`; // prettier-ignore
    code = `const ${pattern} = require(${source})${semi}`;
  } else {
    const clause = wanted.name === undefined ? local : local === wanted.name ? `{ ${local} }` : `{ ${wanted.name} as ${local} }`; // prettier-ignore
    code = `import ${clause} from ${source}${semi}`;
  }
  const after = imports.at(-1) ?? lastRequire(program);
  if (after) {
    edits.insert(lineEnd(text, after.range[1]), eol + indentAt(text, after.range[0]) + code);
    return local;
  }
  const directive = program.body.filter((s) => 'directive' in s && typeof s.directive === 'string').at(-1);
  const [first] = program.body;
  if (directive) edits.insert(lineEnd(text, directive.range[1]), eol + eol + code);
  else if (isScript(path) || !first) {
    const end = !semi && first && goesOn(text, first.range[0]) ? ';' : '';
    edits.insert(startOfCode(text), code + end + eol + eol);
  } else insertBefore(edits, { ...style, semi: '' }, first, code, { blank: true });
  return local;
}

/** After a byte-order mark, a `#!` line, and comments at the top that a blank line sets apart. */
function startOfCode(text: string): number {
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  if (text.startsWith('#!', at)) at = text.indexOf('\n', at) + 1 || text.length;
  for (;;) {
    const rest = text.slice(at);
    const comment = /^\s*(?:\/\*(?!\*)(?:(?!\*\/)[^])*\*\/|\/\*\*(?:(?!\*\/)[^])*\*\/(?=\s*?\n\s*?\n)|\/\/[^\n]*)[ \t]*\r?\n(?:[ \t]*\r?\n)*/.exec(rest); // prettier-ignore
    const isPragma = comment && (/\n[ \t]*\r?\n$/.test(comment[0]) || /@ts-|eslint|prettier|@license|copyright|@jsx/i.test(comment[0])); // prettier-ignore
    if (!comment || !isPragma) {
      const blank = /^(?:[ \t]*\r?\n)+/.exec(rest);
      return at + (blank ? blank[0].length : 0);
    }
    at += comment[0].length;
  }
}

/** The local name under which the file has the import already. */
export function importedName(module: EcmaModule, { from, name }: Pick<Wanted, 'from' | 'name'>): string | undefined {
  for (const statement of module.program.body) {
    if (statement.type === 'ImportDeclaration' && statement.source.value === from && statement.importKind !== 'type') {
      for (const specifier of statement.specifiers) {
        if (specifier.type === 'ImportSpecifier' && specifier.importKind !== 'type') {
          const imported = specifier.imported.type === 'Identifier' ? specifier.imported.name : specifier.imported.value; // prettier-ignore
          if (imported === (name ?? 'default')) return specifier.local.name;
        }
        if (specifier.type === 'ImportDefaultSpecifier' && name === undefined) return specifier.local.name;
      }
    }
    if (statement.type !== 'VariableDeclaration') continue;
    for (const { id, init } of statement.declarations) {
      if (requiredModule(init) !== from) continue;
      if (id.type === 'Identifier' && name === undefined) return id.name;
      if (id.type !== 'ObjectPattern') continue;
      for (const p of id.properties) {
        if (p.type === 'Property' && p.key.type === 'Identifier' && p.key.name === name && p.value.type === 'Identifier') return p.value.name; // prettier-ignore
      }
    }
  }
  return undefined;
}

function requiredModule(node: TreeNode | null | undefined): string | undefined {
  if (node?.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'require') return undefined; // prettier-ignore
  const argument = node.arguments[0];
  return argument?.type === 'Literal' && typeof argument.value === 'string' ? argument.value : undefined;
}

function lastRequire(program: TSESTree.Program): TreeNode | undefined {
  let last: TreeNode | undefined;
  for (const statement of program.body) {
    if ('directive' in statement && typeof statement.directive === 'string') continue;
    const isRequire =
      statement.type === 'VariableDeclaration' && statement.declarations.every((d) => requiredModule(d.init));
    if (!isRequire) break;
    last = statement;
  }
  return last;
}

/** Whether the file gets its imports by `require`. */
export function isCommonJs(module: EcmaModule, path: string): boolean {
  if (/\.cjs$/i.test(path)) return true;
  if (/\.(mjs|[cm]?tsx?|jsx)$/i.test(path) || !isScript(path)) return false;
  const { body } = module.program;
  if (body.some((s) => /^(Import|Export)/.test(s.type))) return false;
  let esm = false;
  const look = (node: TreeNode): void => {
    esm ||= node.type === 'MetaProperty' && node.meta.name === 'import';
    if (!esm) forEachChild(node, look);
  };
  look(module.program);
  return !esm;
}
