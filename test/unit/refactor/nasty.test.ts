import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { builtFixIds, type FixId } from '../../../src/protocol/finding.ts';
import { applyEdits, fix, type FixRequest } from '../../../src/refactor/index.ts';
import { checkFile } from '../../../src/service/check.ts';
import { requestFor } from '../../../src/service/requestFor.ts';
import { typeErrors } from './harness.ts';
import { outcomes } from './nastyRun.ts';

// Functions that are hard to rewrite: each is given to every fix by name. What a fix changes must run as before, and pass
// the compiler as before; what it refuses, and why, is kept in outcomes.json (UPDATE_FIXES=1 writes it anew).
const folder = fileURLToPath(new URL('../../fixtures/nasty/', import.meta.url));
const modules = fileURLToPath(new URL('../../../node_modules/', import.meta.url));
const golden = `${folder}outcomes.json`;
const update = process.env.UPDATE_FIXES === '1';

interface Case {
  readonly title: string;
  readonly path: string;
  readonly name: string;
  readonly text: string;
  readonly calls: readonly string[];
  /** What a plausible fix takes for granted, and these calls do not keep to. */
  readonly broken?: string | undefined;
}

function cases(file: string): Case[] {
  const sections = readFileSync(folder + file, 'utf8').split(/^=== /m).slice(1); // prettier-ignore
  return sections.map((section) => {
    const [head = '', ...lines] = section.trimEnd().split('\n');
    const [title = '', path = '', name = '', form = ''] = head.split(' | ');
    const calls = lines.filter((l) => l.startsWith('> ')).map((l) => l.slice(2));
    const broken = lines.find((l) => l.startsWith('! '))?.slice(2);
    const eol = form.includes('crlf') ? '\r\n' : '\n';
    const mark = form.includes('bom') ? '\uFEFF' : '';
    const text = `${mark}${lines.filter((l) => !/^[>!] /.test(l)).join(eol)}${eol}`;
    return { title, path, name: name.replace(/^.*\./, ''), text, calls, broken };
  });
}

const libraries = ['moize', 'micro-memoize', 'memoizee', 'memoize', 'lodash', 'lodash-es', 'lodash.memoize', 'fast-memoize', 'p-memoize', 'reselect']; // prettier-ignore

describe('functions that are hard to rewrite', () => {
  const found: Record<string, Record<string, string>> = {};
  const expected = (existsSync(golden) ? JSON.parse(readFileSync(golden, 'utf8')) : {}) as typeof found;
  for (const file of readdirSync(folder).filter((f) => f.endsWith('.txt'))) {
    for (const one of cases(file)) {
      const title = `${file.replace('.txt', '')}: ${one.title}`;
      it(title, async function () {
        this.timeout(60_000);
        const before = await outcomes(one.path, one.text, one.calls);
        assert.ok(one.calls.length > 0 && !before[0]!.startsWith('module threw'), before[0]);
        const request = requestOf(one);
        const said: Record<string, string> = {};
        for (const id of builtFixIds.filter((i) => i !== 'memoize-library')) {
          said[id] = await attempt(one, request, before, id);
        }
        for (const library of libraries) {
          const asked = { ...request, dependencies: { [library]: '9.0.0' } };
          said[library] = await attempt(one, asked, before, 'memoize-library', library);
        }
        found[title] = said;
        if (!update) assert.deepEqual(said, expected[title]);
      });
    }
  }

  it('kinds of functions: what can be done to each', async () => {
    const rows = Object.entries(update ? { ...expected, ...found } : expected).filter(([t]) => t.startsWith('kinds: '));
    const file = `${folder}kinds.md`;
    const table = await format(matrix(rows), { ...(await resolveConfig(file)), filepath: file });
    if (update) writeFileSync(file, table);
    assert.equal(table, readFileSync(file, 'utf8'));
  });

  after(() => {
    if (update) writeFileSync(golden, `${JSON.stringify({ ...expected, ...found }, null, 2)}\n`);
  });
});

function requestOf({ path, text, name }: Case): FixRequest {
  const file = { path, text };
  const checked = checkFile(file).functions.find((c) => c.finding.function.replace(/^.*\./, '') === name);
  const request = checked?.request ?? requestFor(file, { name });
  assert.ok(request, `no ${name}`);
  return request;
}

/** A row a kind, a column a fix; reasons are numbered below. */
function matrix(rows: readonly (readonly [string, Record<string, string>])[]): string {
  const columns = ['scoped', 'module', 'wrap', 'lru', 'ttl', 'disk', 'async', 'method', 'moize', 'lodash', 'p-memoize'];
  const reasons: string[] = [];
  const cell = (said = ''): string => {
    if (said.startsWith('applied')) return said === 'applied' ? 'yes' : 'yes, if';
    const reason = said.replace('refused: ', '').replaceAll(/`(f|go|#f|A|o|outer|g)`/g, '`f`');
    if (!reasons.includes(reason)) reasons.push(reason);
    return String(reasons.indexOf(reason) + 1);
  };
  const lines = rows.map(([title, said]) => {
    const cells = columns.map((c) => cell(said[`memoize-${c}`] ?? said[c]));
    return `| ${title.replace('kinds: ', '')} | ${cells.join(' | ')} |`;
  });
  return [
    '# Kinds of functions, and what each fix does to them',
    '',
    'Written by `UPDATE_FIXES=1` from `kinds.txt`, where each of these functions is; every fix that is applied was run. *yes, if*: on the assumptions that the fix names. A number: refused, for the reason below.',
    '',
    `| kind | ${columns.join(' | ')} |`,
    `|${'---|'.repeat(columns.length + 1)}`,
    ...lines,
    '',
    ...reasons.map((reason, i) => `${i + 1}. ${reason}`),
    '',
  ].join('\n');
}

async function attempt(
  { path, text, calls, broken }: Case,
  request: FixRequest,
  before: readonly string[],
  id: FixId,
  library?: string,
): Promise<string> {
  // prettier-ignore
  const result = fix(id, request);
  if ('refused' in result) return `refused: ${result.refused}`;
  const after = applyEdits(text, result.edits);
  const where = `${id} ${library ?? ''}\n${after}`;
  if (library !== undefined && !existsSync(`${modules}${library}`)) return 'applied, not run';
  const assumed = result.notes.find((n) => broken !== undefined && result.grade === 'plausible' && n.includes(broken));
  if (assumed === undefined) {
    // Said to be so: 0 and -0 are one key of a cache that outlives the call.
    const plain = (text: string): string => (result.notes.some((n) => n.startsWith('0 and -0 are')) ? text.replaceAll(/-0\b/g, '0') : text); // prettier-ignore
    assert.deepEqual((await outcomes(path, after, calls)).map(plain), before.map(plain), where);
  }
  // And back: what is taken away gives the same again.
  const back = library === undefined ? requestFor({ path, text: after }, { name: request.target.name }) : undefined;
  const plain = back && fix('unmemoize', back);
  if (plain && 'edits' in plain && assumed === undefined) {
    const again = applyEdits(after, plain.edits);
    assert.deepEqual(await outcomes(path, again, calls), before, `unmemoize ${where}\n${again}`);
  }
  if (/\.[cm]?tsx?$/.test(path) && library === undefined) {
    const errors = typeErrors(path, text);
    assert.deepEqual(
      typeErrors(path, after).filter((e) => !errors.includes(e)),
      [],
      where,
    );
  }
  if (assumed !== undefined) return `applied, not run: ${assumed}`;
  return result.grade === 'proven' ? 'applied' : `applied, plausible: ${result.notes.join(' ')}`;
}
