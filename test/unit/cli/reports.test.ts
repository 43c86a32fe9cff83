import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import type { Log } from 'sarif';
import { Folder, build, fib } from './command.ts';

const require = createRequire(import.meta.url);

/** The OASIS schema as published with draft-04 names, which differ only in `id`. */
function sarifErrors(log: unknown): unknown {
  const path = require.resolve('@microsoft/jest-sarif').replace(/index\.js$/, 'schemas/sarif-2.1.0-rtm.5.json');
  const schema = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  delete schema.$schema;
  delete schema.id;
  const ajv = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false, allErrors: true });
  ajv.validate(schema, log);
  return ajv.errors ?? [];
}

describe('reports of memoscope check', function () {
  this.timeout(180_000);
  let folder: Folder;
  before(() => build());
  afterEach(() => folder.remove());

  const sarif = (...args: string[]) => JSON.parse(folder.run(['check', '--format', 'sarif', ...args]).stdout) as Log;

  it('are valid SARIF 2.1.0', () => {
    const unsafe =
      'export function f(n: number): number {\n  console.log(n);\n  return n < 2 ? n : f(n - 1) + f(n - 2);\n}\n';
    folder = new Folder({
      'src/a b.ts': fib,
      'c.ts': 'const = 1; function f(n) { return f(n - 1) + f(n - 2); }',
      'd.ts': unsafe,
    });
    const log = sarif('--verdict', 'possible');
    assert.deepEqual(sarifErrors(log), []);
    const [run] = log.runs;
    const [notification] = run!.invocations![0]!.toolExecutionNotifications!;
    assert.equal(notification?.locations?.[0]?.physicalLocation?.artifactLocation?.uri, 'c.ts');
    const result = run!.results!.find(
      (r) => r.locations?.[0]?.physicalLocation?.artifactLocation?.uri === 'src/a%20b.ts',
    );
    assert.equal(run!.tool.driver.rules![result!.ruleIndex!]!.id, result!.ruleId);
    assert.deepEqual(result?.locations?.[0]?.physicalLocation?.region, { startLine: 1, startColumn: 17, endLine: 1, endColumn: 20 }); // prettier-ignore
    assert.ok(result!.relatedLocations!.length >= 2);
    const texts = result!.codeFlows!.map((f) => f.threadFlows[0]!.locations.map((l) => l.location!.message!.text));
    assert.deepEqual(texts, [
      ['fib(5)', 'fib(4)', 'fib(3)'],
      ['fib(5)', 'fib(3)'],
    ]);
  });

  it('give each verdict a level', () => {
    const picks =
      'export function best(ws: readonly number[], i: number, left: number): number {\n  if (i === ws.length || left <= 0) return 0;\n  return Math.max(best(ws, i + 1, left), 1 + best(ws, i + 1, left - ws[i]!));\n}\n';
    folder = new Folder({ 'a.ts': fib, 'b.ts': picks });
    const levels = sarif().runs[0]!.results!.map((r) => [r.properties!.verdict as string, r.kind, r.level]);
    assert.deepEqual(levels, [
      ['proven', 'fail', 'warning'],
      ['likely', 'fail', 'note'],
    ]);
  });

  it('fail the schema when they are wrong, so that the check above means something', () => {
    folder = new Folder({ 'a.ts': fib });
    const log = sarif();
    (log.runs[0]!.results![0] as unknown as Record<string, unknown>).level = 'loud';
    assert.notDeepEqual(sarifErrors(log), []);
  });

  it('keep a fingerprint when lines move, and part functions of one name', () => {
    folder = new Folder({ 'a.ts': fib });
    const prints = () => sarif().runs[0]!.results!.map((r) => r.partialFingerprints!['memoscopeFunction/v1']);
    const first = prints();
    folder.write('a.ts', `// moved\n\n${fib}`);
    assert.deepEqual(prints(), first);
    folder.write('0.ts', fib);
    assert.deepEqual(prints().slice(1), first);
    folder.write('0.ts', '');
    folder.write('a.ts', `export namespace a {\n${fib}}\nexport namespace b {\n${fib}}\n`);
    const two = prints();
    assert.equal(new Set(two).size, 2);
    assert.equal(two[0], first[0]);
  });

  it('mark what the baseline knows as suppressed', () => {
    folder = new Folder({ 'a.ts': fib });
    folder.run(['check', '--baseline', 'known.json', '--update-baseline']);
    folder.write('b.ts', fib);
    const log = sarif('--baseline', 'known.json');
    assert.deepEqual(sarifErrors(log), []);
    assert.deepEqual(
      log.runs[0]!.results!.map((r) => [r.baselineState, r.suppressions?.[0]?.kind]),
      [
        ['unchanged', 'external'],
        ['new', undefined],
      ],
    );
  });

  it('annotate on GitHub, with every special letter escaped', () => {
    folder = new Folder({ 'a,b.ts': fib, 'c.ts': 'const = 1; function f(n) { return f(n - 1) + f(n - 2); }' });
    const { stdout, status } = folder.run(['check', '--format', 'github']);
    const [finding, error, ...rest] = stdout.trimEnd().split('\n');
    assert.match(finding!, /^::warning file=a%2Cb\.ts,line=1,endLine=1,col=17,endColumn=19,title=memoscope overlapping-subproblems \(proven\)::`fib` solves /); // prettier-ignore
    assert.match(error!, /^::error file=c\.ts,line=1,title=memoscope::/);
    assert.deepEqual(rest, []);
    assert.equal(status, 1);
  });

  it('print nothing on GitHub when there is nothing', () => {
    folder = new Folder({ 'a.ts': '' });
    assert.equal(folder.run(['check', '--format', 'github']).stdout, '');
  });

  it('are text for people, without colours when piped', () => {
    folder = new Folder({ 'a.ts': fib });
    const { stdout, stderr } = folder.run(['check']);
    assert.match(stdout, /^a\.ts\n {2}1:17 {4}proven `fib` solves .*\n.*fix: memoize-scoped/);
    assert.equal(stdout.includes('\x1b'), false);
    assert.equal(stderr, '');
  });
});
