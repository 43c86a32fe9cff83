import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '..', '..', '..');
const panel = join(root, 'src', 'panel');

/** Texts with words in them that stand where a reader sees them: arguments of elements, not of `t`. */
function untranslated(text: string): string[] {
  const source = ts.createSourceFile('x.ts', text, ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) && /[A-Za-z]{3,} [A-Za-z]|^[A-Z][a-z]{2,}$/.test(node.text)) {
      const { parent } = node;
      const isText = ts.isCallExpression(parent) && parent.expression.getText() === 't';
      if (!isText) found.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

describe('texts of the Caches view', () => {
  it('are all in the bundle for translators', () => {
    const script = join(root, 'scripts', 'l10n.mjs');
    assert.match(execFileSync(process.execPath, [script, '--check'], { encoding: 'utf8' }), /\d\d\d? texts/);
  });

  it('go through t()', () => {
    // names of keys and classes of elements, not texts
    const names = new Set(['ArrowDown', 'ArrowUp', 'Home', 'End', 'Escape', 'Enter', 'action link', 'node again', 'part wide', 'part keys', 'place link', 'bar-fill']); // prettier-ignore
    const files = readdirSync(panel).filter((name) => name.endsWith('.ts'));
    const found = files.flatMap((name) =>
      untranslated(readFileSync(join(panel, name), 'utf8'))
        .filter((text) => !names.has(text) && !/^num col-/.test(text))
        .map((text) => `${name}: ${text}`),
    );
    assert.deepEqual(found, []);
  });

  it('a text outside t() would be found', () => {
    assert.deepEqual(untranslated("el('p', {}, 'No such cache')"), ['No such cache']);
    assert.deepEqual(untranslated("el('p', {}, t('No such cache'))"), []);
  });
});
