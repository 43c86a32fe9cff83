import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { code, hoverMarkdown, plain } from '../../../src/editor/checking/hoverText.ts';
import { scriptOf, scriptReplacesOptions } from '../../../src/editor/debug/npmScript.ts';
import {
  type LaunchConfiguration,
  nodeOptionsOf,
  requireOption,
  takesProbe,
  withProbe,
} from '../../../src/editor/debug/probeEnvironment.ts';
import { unquoted } from '../../../src/editor/debug/unquoted.ts';
import type { Finding } from '../../../src/protocol/finding.ts';

const launch = { type: 'pwa-node', request: 'launch' };
const nothing = () => undefined;
const wishes = (probe: string, candidates = false) => ({ probe, finalFolder: '/f', candidates });

describe('the probe in a launch configuration', () => {
  it('goes with Node.js programs that are launched, once', () => {
    assert.ok(takesProbe(launch));
    assert.ok(takesProbe({ type: 'node-terminal', request: 'launch' }));
    assert.ok(!takesProbe({ ...launch, request: 'attach' }));
    assert.ok(!takesProbe({ ...launch, type: 'extensionHost' }));
    assert.ok(!takesProbe({ ...launch, type: 'chrome' }));
    assert.ok(!takesProbe({ ...launch, __pendingTargetId: '12' }));
    assert.ok(!takesProbe(withProbe(launch, wishes('/p.js'), nothing)));
  });

  it('keeps the environment and the options that are there', () => {
    const { env } = withProbe(
      { ...launch, env: { A: '1', NODE_OPTIONS: '--no-warnings' } },
      wishes('/a b/p.js'),
      nothing,
    );
    assert.deepEqual(env, { A: '1', NODE_OPTIONS: '--no-warnings --require "/a b/p.js"', MEMOSCOPE_FINAL: '/f' });
  });

  it('counts candidates only when asked to', () => {
    const candidates = (asked: boolean) => withProbe<LaunchConfiguration>(launch, wishes('/p.js', asked), nothing).env;
    assert.equal(candidates(false)?.['MEMOSCOPE_CANDIDATES'], undefined);
    assert.equal(candidates(true)?.['MEMOSCOPE_CANDIDATES'], '1');
  });

  it('keeps stepping out of its folder, and what is skipped already', () => {
    const { skipFiles } = withProbe(
      { ...launch, skipFiles: ['<node_internals>/**'] },
      wishes('C:\\x y\\p.js'),
      nothing,
    );
    assert.deepEqual(skipFiles, ['<node_internals>/**', 'C:/x y/**']);
  });

  it('carries over the options of an environment file, which env would hide', () => {
    const file = 'A=1\nNODE_OPTIONS="--max-old-space-size=99" # more\n';
    const { env }: LaunchConfiguration = withProbe({ ...launch, envFile: '/.env' }, wishes('/p.js'), () => file);
    assert.equal(env?.['NODE_OPTIONS'], '--max-old-space-size=99 --require "/p.js"');
    const own = withProbe({ ...launch, envFile: '/.env', env: { NODE_OPTIONS: '-i' } }, wishes('/p.js'), () => file);
    assert.equal(own.env?.['NODE_OPTIONS'], '-i --require "/p.js"');
  });

  it('reads an environment file as dotenv does', () => {
    assert.equal(nodeOptionsOf('\uFEFFexport NODE_OPTIONS=--a --b # c'), '--a --b');
    assert.equal(nodeOptionsOf("NODE_OPTIONS = '--a'\r\nNODE_OPTIONS=--last\r\n"), '--last');
    assert.equal(nodeOptionsOf('#NODE_OPTIONS=--a\nOTHER=1'), undefined);
  });

  it('names a file that Node.js can load, with spaces and quotes of its own kind', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "memoscope a'b "));
    const file = path.join(folder, 'p.js');
    fs.writeFileSync(file, 'globalThis.loaded = 7');
    const env = { ...process.env, NODE_OPTIONS: requireOption(file) };
    assert.equal(execFileSync(process.execPath, ['-p', 'loaded'], { env, encoding: 'utf8' }).trim(), '7');
    fs.rmSync(folder, { recursive: true });
    assert.equal(requireOption('C:\\a b\\p.js'), '--require "C:/a b/p.js"');
  });

  it('knows npm scripts that keep the probe from the program', () => {
    assert.equal(scriptOf('npm', ['run-script', 'start', '--', '-x']), 'start');
    assert.equal(scriptOf('/usr/bin/pnpm', ['dev']), 'dev');
    assert.equal(scriptOf('node', ['run', 'dev']), undefined);
    const replaces = (start: string) => scriptReplacesOptions(JSON.stringify({ scripts: { start } }), 'start');
    assert.ok(replaces('NODE_OPTIONS=--max-old-space-size=4096 node app.js'));
    assert.ok(replaces('cross-env NODE_OPTIONS="--no-warnings" node app.js'));
    assert.ok(replaces('set NODE_OPTIONS=--a && node app.js'));
    assert.ok(replaces('node --inspect-brk app.js'));
    assert.ok(!replaces('NODE_OPTIONS="$NODE_OPTIONS --no-warnings" node app.js'));
    assert.ok(!replaces('NODE_ENV=production node app.js'));
    assert.ok(!scriptReplacesOptions('not json', 'start'));
  });

  it('reads what the debugger prints of a string', () => {
    assert.equal(unquoted('"a\\"b"'), 'a"b');
    assert.equal(unquoted("'a\\'b'"), "a'b");
    assert.equal(unquoted('{"a":1}'), '{"a":1}');
  });
});

describe('the hover', () => {
  const finding: Finding = {
    ...{
      rule: 'overlapping-subproblems',
      verdict: 'likely',
      safety: 'safe',
      file: 'a.ts',
      function: 'f',
      functionLine: 1,
    },
    ...{ line: 1, column: 1, endLine: 1, endColumn: 2, message: 'm', fixes: [], related: [] },
    safetyReasons: ['It reads <b>only</b> its *parameters*.'],
    assumptions: ['`s` has [equal](x) letters'],
    witness: { input: ['a`b', 2], state: [1, 1], paths: [[[2], [1]], [[2]]] },
    growth: {
      calls: '2^n',
      callsKind: 'rate',
      states: 'n + 1',
      statesKind: 'exact',
      of: 'f(n)',
      example: { input: [40], calls: '331160281', states: '41' },
    },
  };

  it('says witness, growth, safety and assumptions', () => {
    const text = hoverMarkdown(finding);
    assert.match(text, /in 2 ways/);
    assert.match(text, /331,160,281 calls \| 41 states/);
    assert.match(text, /Safe to cache/);
    assert.match(text, /Assuming that/);
  });

  it('lets nothing of the program be markup', () => {
    assert.equal(plain('a_b*c*<img>'), 'a\\_b\\*c\\*\\<img\\>');
    assert.equal(code('a`b'), '``a`b``');
    assert.equal(code('`'), '`` ` ``');
    assert.doesNotMatch(hoverMarkdown(finding), /<b>|\[equal\]\(/);
  });
});
