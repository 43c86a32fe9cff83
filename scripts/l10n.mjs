// Collects the texts of the editor and of the Caches view into l10n/bundle.l10n.json, for translators.
//   npm run l10n               writes the file
//   node scripts/l10n.mjs --check     fails when the file is not as it would be written
// A translation is l10n/bundle.l10n.LANGUAGE.json with the same keys; package.nls.LANGUAGE.json holds the other texts.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const bundle = path.join(root, 'l10n', 'bundle.l10n.json');

/** First arguments of `t(…)` and `….l10n.t(…)`; a text that is put together cannot be translated. */
function textsOf(file) {
  const source = ts.createSourceFile(file, fs.readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const found = [];
  const visit = (node) => {
    if (ts.isCallExpression(node)) {
      const callee = ts.isPropertyAccessExpression(node.expression) ? node.expression.name : node.expression;
      const [first] = node.arguments;
      if (ts.isIdentifier(callee) && callee.text === 't' && first) {
        if (ts.isStringLiteralLike(first)) found.push(first.text);
        else throw new Error(`${path.relative(root, file)}: t() wants its text as a literal: ${first.getText()}`);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const files = ['panel', 'editor'].flatMap((room) =>
  fs
    .readdirSync(path.join(root, 'src', room), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => path.join(root, 'src', room, name)),
);
const texts = [...new Set(files.flatMap(textsOf))].sort();
const json = `${JSON.stringify(Object.fromEntries(texts.map((text) => [text, text])), null, 2)}\n`;
if (!process.argv.includes('--check')) fs.writeFileSync(bundle, json);
else if (fs.readFileSync(bundle, 'utf8') !== json) {
  console.error('l10n/bundle.l10n.json is not up to date: npm run l10n');
  process.exitCode = 1;
}
console.log(`${texts.length} texts`);
