import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkFile } from '../../../src/service/check.ts';

const folder = join(import.meta.dirname, '../../fixtures/recurrences');

describe('a verdict depends on the function alone', () => {
  const files = fixtures();

  it('not on what was checked before', () => {
    const alone = new Map(files.map(({ path, text }) => [path, reportOf(path, text)]));
    for (const { path, text } of [...files].reverse()) assert.equal(reportOf(path, text), alone.get(path), path);
  });

  it('not on where in the file it stands', () => {
    let found = 0;
    for (const { path, text } of files) {
      if (text.includes('memoscope-disable') || text.startsWith('#!')) continue;
      const lines = 1237;
      const moved = checkFile({ path, text: `${'// above\n'.repeat(lines)}${text}` }).report.findings;
      const { findings } = checkFile({ path, text }).report;
      found += findings.length;
      const upwards = (from: typeof findings, by: number): unknown[] =>
        from.map((finding) => ({
          ...finding,
          line: finding.line - by,
          endLine: finding.endLine - by,
          functionLine: finding.functionLine - by,
          related: finding.related.map((place) => ({ ...place, line: place.line - by, endLine: place.endLine - by })),
        }));
      assert.deepEqual(upwards(moved, lines), upwards(findings, 0), path);
    }
    assert.ok(found > 20, `${found} findings`);
  });
});

function reportOf(path: string, text: string): string {
  return JSON.stringify(checkFile({ path, text }).report);
}

function fixtures(): { path: string; text: string }[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name))
    .map(({ name }) => ({ path: name, text: readFileSync(join(folder, name), 'utf8') }));
}
