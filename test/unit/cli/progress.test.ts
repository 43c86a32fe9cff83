import assert from 'node:assert/strict';
import { progress } from '../../../src/cli/check/progress.ts';

describe('progress of memoscope check', () => {
  const { CI } = process.env;
  const now = Date.now;
  let time: number;
  beforeEach(() => {
    delete process.env.CI;
    time = 1_000_000;
    Date.now = () => time;
  });
  afterEach(() => {
    if (CI !== undefined) process.env.CI = CI;
    Date.now = now;
  });

  /** What is written while ten files take `each` milliseconds apiece. */
  function written(isTTY: boolean, each: number): string {
    let out = '';
    const stream = { isTTY, write: (text: string) => (out += text) } as unknown as NodeJS.WriteStream;
    const bar = progress(10, stream);
    for (let i = 0; i < 10; i++) {
      time += each;
      bar.step();
    }
    bar.end();
    return out;
  }

  it('counts files on a terminal once it takes long, and leaves no trace', () => {
    assert.match(written(true, 100), /^\r\x1b\[KChecking 5\/10 files[^]*10\/10 files\r\x1b\[K$/); // eslint-disable-line no-control-regex
  });

  it('is silent for short work, when piped and in CI', () => {
    assert.equal(written(true, 10), '');
    assert.equal(written(false, 1000), '');
    process.env.CI = 'true';
    assert.equal(written(true, 1000), '');
    delete process.env.CI;
  });
});
