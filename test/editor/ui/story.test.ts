/** The first minute, in the real editor: squiggle, fix by keyboard, live numbers at a breakpoint and in a hot loop. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import type { RunRecord } from '../../../src/protocol/run.ts';
import { ActionList } from './actionList.ts';
import { readRow, stateOf } from './panel.ts';
import { appears, copyExamples, holds, root, soon, until, Workbench } from './workbench.ts';

const cutOff = 'Ended with its window: numbers of the last look';

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('the first minute', function () {
  this.bail(true);
  let folder: string;
  let w: Workbench;

  before(async () => {
    folder = copyExamples('story');
    // The loop is hot until it is stopped: on a busy machine six seconds may be over before they were looked at.
    const launches = path.join(folder, '.vscode', 'launch.json');
    const hot = '"program": "${workspaceFolder}/out/fibonacci-hot-loop.js",';
    fs.writeFileSync(launches, fs.readFileSync(launches, 'utf8').replace(hot, `${hot} "args": ["600"],`));
    w = await Workbench.open({ folder, openFile: path.join(folder, 'fibonacci.ts') });
  });
  after(() => w?.close());
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await w.failed('story');
  });

  const paused = () => until('paused', async () => (await stateOf(w.caches())).startsWith('Paused'));
  const ended = () => until('the end of the run', async () => (await stateOf(w.caches())).startsWith('Ended'));
  const row = (name: string) => readRow(w.caches(), name);

  /** The status item, while it tells of live caches. */
  const status = () => w.page.locator('.statusbar-item[aria-label*="hits"]');

  /** The status item, while it tells of the file in the editor. */
  const foundStatus = () => w.page.locator('.statusbar-item[aria-label^="Memoscope: "]:not([aria-label*="hits"])');

  /** A breakpoint in the line that starts with `text`. */
  const breakAt = async (file: string, text: string) => {
    const lines = fs.readFileSync(path.join(folder, file), 'utf8').split('\n');
    await w.goTo(lines.findIndex((line) => line.trimStart().startsWith(text)) + 1, 1);
    await w.press('F9', w.page.locator('.codicon-debug-breakpoint').first());
  };

  /** The text that the program answers to an expression typed into the debug console. */
  const ask = async (expression: string): Promise<string> => {
    const input = w.page.locator('.repl-input-wrapper');
    const answers = w.page.locator('.repl .evaluation-result');
    // The console shows the answer piece by piece, and Enter may be taken by what it suggests.
    return until('an answer in the console', async () => {
      const [last] = (await answers.allInnerTexts()).slice(-1);
      const answer = /^'(.*)'$/.exec(last?.trim() ?? '')?.[1];
      if (answer !== undefined) return answer;
      if (last !== undefined) return undefined;
      await w.command('Debug Console: Focus on Debug Console View');
      await input.click(soon);
      await w.page.keyboard.press('Control+A');
      await w.page.keyboard.insertText(expression);
      await input.locator('.view-line', { hasText: 'JSON' }).waitFor(soon);
      await w.page.keyboard.press('Escape');
      await w.page.keyboard.press('Enter');
      await appears(answers.first(), 4000);
      return undefined;
    });
  };

  it('marks the recursion and says why', async () => {
    await w.page.locator('.squiggly-warning').first().waitFor();
    await w.command('Problems: Focus on Problems View');
    const problem = w.page.locator('.markers-panel .monaco-list-row', { hasText: 'overlapping-subproblems' }).first();
    await holds('the problem', async () => {
      const text = await problem.innerText(soon);
      assert.match(text, /fib/);
      assert.match(text, /subproblem/);
      assert.match(text, /\[Ln 2, Col 10\]/);
    });
    await holds('the status item counts the findings', async () => {
      assert.equal(await foundStatus().getAttribute('aria-label', soon), 'Memoscope: Findings in this file: 1');
    });
    await w.picture('1-problem');
    await w.command('View: Hide Panel');
    const hover = w.page.locator('.monaco-hover:visible', { hasText: 'reaches' });
    await until('the hover', async () => {
      await w.page.mouse.move(700, 700);
      await w.line('function fib').locator('span', { hasText: /fib/ }).last().hover(soon);
      return appears(hover, 4000);
    });
    await w.picture('2-hover');
    await w.page.mouse.move(700, 700);
  });

  it('applies the fix by keyboard', async () => {
    await w.goTo(2, 11);
    await w.page.locator('.lightBulbWidget, [class*=lightbulb]').first().waitFor();
    const actions = new ActionList(w);
    const titles = await actions.open('Control+.');
    assert.match(titles[0] ?? '', /^Memoize/);
    assert.match(titles.at(-1) ?? '', /^Disable/);
    await w.picture('3-fixes');
    await actions.take('Control+.', /^Memoize/);
    await w.page.locator('.squiggly-warning').first().waitFor({ state: 'detached' });
    const file = path.join(folder, 'fibonacci.ts');
    const original = fs.readFileSync(path.join(root, 'examples', 'fibonacci.ts'), 'utf8');
    await holds('the status item finds nothing any more', async () => {
      const label = await foundStatus().getAttribute('aria-label', soon);
      assert.equal(label, 'Memoscope: No recursion here solves a subproblem twice');
    });
    await until('the file is saved', async () => {
      await w.page.keyboard.press('Control+S');
      const text = fs.readFileSync(file, 'utf8');
      return text !== '' && text !== original;
    });
    await w.picture('4-fixed');
    const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const types = path.join(root, 'node_modules', '@types');
    const flags = [
      '--noEmit',
      '--strict',
      '--target',
      'es2022',
      '--types',
      'node',
      '--typeRoots',
      types,
      '--ignoreConfig',
    ];
    execFileSync(process.execPath, [tsc, ...flags, file], { encoding: 'utf8' });
  });

  it('shows the cache at a breakpoint, with the counts of the recurrence', async () => {
    await breakAt('fibonacci.ts', 'console.log');
    await w.launch('Fibonacci');
    await w.stopped();
    await paused();
    // fib(30) through a cache: 31 states, each but the two base cases asks for two, and the outermost call.
    await holds('the row of fib at n = 30', async () => {
      const { place = '', calls, hits, misses, entries } = (await row('fib')) ?? {};
      assert.deepEqual({ calls, hits, misses, entries }, { calls: 59, hits: 28, misses: 31, entries: 31 });
      assert.match(place, /^fibonacci\.ts:\d+$/);
    });
    await w.picture('5-breakpoint');
  });

  it('keeps the final numbers when the program ends', async () => {
    await w.command('Remove All Breakpoints');
    await w.command('Debug: Continue');
    await ended();
    // A table per outermost call: the runs for n = 30, 35 and 40 add up, and the entries are those of the last.
    await holds('the final numbers', async () => {
      const last = await row('fib');
      assert.equal(last?.misses, 31 + 36 + 41);
      assert.equal(last?.hits, 28 + 33 + 38);
    });
    await w.picture('6-ended');
    await w.page.locator('.codelens-decoration', { hasText: 'hits' }).first().waitFor();
  });

  it('follows a hot loop that never gives the event loop a turn', async () => {
    await w.openFile('fibonacci-hot-loop.ts');
    await w.launch('Fibonacci in a hot loop');
    const first = await until('numbers of the hot loop', async () => {
      const shown = await row('fib');
      return (await stateOf(w.caches())) === 'Running' && shown && shown.entries > 5000 && shown;
    });
    await until('larger numbers', async () => ((await row('fib'))?.calls ?? 0) > first.calls);
    await status().waitFor();
    assert.match(
      (await status().getAttribute('aria-label')) ?? '',
      /^Memoscope: [\d,]+ calls of 1 cache, [\d.]+\s% hits/,
    );
    await w.picture('7-hot-loop');
  });

  it('agrees with the program’s own counters when it is stopped in the loop', async () => {
    await w.command('Debug: Stop');
    await ended();
    await status().waitFor({ state: 'detached' });
    await w.openFile('fibonacci-hot-loop.ts');
    await breakAt('fibonacci-hot-loop.ts', '} while');
    await w.launch('Fibonacci in a hot loop');
    await w.stopped();
    await paused();
    const own = JSON.parse(await ask('JSON.stringify({ outerCalls, innerCalls, computed })')) as Record<string, number>;
    const calls = (own['outerCalls'] ?? 0) + (own['innerCalls'] ?? 0);
    assert.ok(calls > 1000);
    const shown = await until('numbers of this stop', async () => {
      const now = await row('fib');
      return now?.calls === calls && now;
    });
    assert.equal(shown.misses, own['computed']);
    assert.equal(shown.hits, calls - (own['computed'] ?? 0));
    assert.equal(shown.entries, own['computed']);
    await w.picture('8-own-counters');
  });

  it('remembers the runs when the window is reloaded, also the one that it cuts off', async () => {
    // the one that still stands at its breakpoint too: the window may go at any time
    const stored = await until('the runs are stored', async () => {
      const all = (await w.stored())['memoscope.runs'] as RunRecord[] | undefined;
      return all?.length === 3 && all;
    });
    const pid = stored[0]?.processes[0]?.snapshot.pid ?? 0;
    const runs = w.caches().locator('select[aria-label="Run"]');
    await until('three runs', async () => (await runs.locator('option').count()) === 3);
    await w.page.reload();
    await w.page.locator('.monaco-workbench').waitFor(); // with Run and Debug in front, as it was left
    await until('the runs after a reload', async () => (await runs.locator('option').count()) === 3);
    // VS Code ends the session with the window, and the program with it
    await until('the state of the last one', async () => (await stateOf(w.caches())) === cutOff);
    assert.equal(await runs.locator('option', { hasText: 'now' }).count(), 0);
    await until('the program is gone', () => !isAlive(pid));
    await until('its numbers', async () => ((await row('fib'))?.calls ?? 0) > 1000);
    await foundStatus().waitFor();
    assert.equal(await status().count(), 0);
    await runs.selectOption({ index: 2 });
    await until('the first run', async () => (await row('fib'))?.misses === 31 + 36 + 41);
    await ended();
    await w.picture('9-history');
  });
});
