import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Service } from '../../../src/service/service.ts';
import { isShown } from '../../../src/service/shown.ts';

const folder = join(import.meta.dirname, '../../fixtures/recurrences');

/** Overlap, unsafe to keep: it counts its calls. */
const counting = `let calls = 0;
function fib(n) {
  calls++;
  return n < 2 ? n : fib(n - 1) + fib(n - 2);
}
`;

describe('a check for less sure verdicts finds the same and more', () => {
  it('what is shown does not depend on what is searched for', () => {
    let [shown, hidden] = [0, 0];
    for (const { path, text } of [...fixtures(), { path: 'counting.js', text: counting }]) {
      const service = new Service();
      const all = service.check({ file: { path, text } });
      const of = ({ findings }: typeof all): unknown[] => findings.filter((finding) => isShown(finding, 'likely', []));
      const told = of(all);
      assert.deepEqual(of(new Service().check({ file: { path, text }, least: 'likely' })), told, path);
      shown += told.length;
      hidden += all.findings.length - told.length;
    }
    assert.ok(shown > 3 && hidden > 0, `${shown} shown, ${hidden} hidden`);
  });

  it('nothing that was left out is missing for a fix', () => {
    const service = new Service();
    const file = { path: 'counting.js', text: counting };
    assert.deepEqual(service.check({ file, least: 'likely' }).findings, []);
    assert.equal(service.check({ file }).findings.length, 1);
  });

  it('a comment that silences what is left out is not reported as unused', () => {
    const text = counting.replace('function', '// memoscope-disable-next-line\nfunction');
    assert.deepEqual(new Service().check({ file: { path: 'counting.js', text }, least: 'likely' }).findings, []);
  });
});

function fixtures(): { path: string; text: string }[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name))
    .map(({ name }) => ({ path: name, text: readFileSync(join(folder, name), 'utf8') }))
    .filter(({ text }) => text.length < 2000);
}
