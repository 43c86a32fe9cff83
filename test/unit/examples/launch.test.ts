import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

interface Launch {
  readonly name: string;
  readonly type: string;
  readonly program: string;
  readonly preLaunchTask: string;
  readonly outFiles: readonly string[];
}
interface Task {
  readonly label: string;
  readonly args: readonly string[];
}

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'examples');
const json = (name: string) => JSON.parse(readFileSync(join(folder, '.vscode', name), 'utf8'));
const launches: readonly Launch[] = json('launch.json').configurations;
const tasks: readonly Task[] = json('tasks.json').tasks;

describe('launch configurations of the examples', () => {
  it('have different names', () => assert.equal(new Set(launches.map(({ name }) => name)).size, launches.length));

  for (const { name, type, program, preLaunchTask, outFiles } of launches) {
    it(`"${name}" starts a program that exists, after building it`, () => {
      const path = program.replace('${workspaceFolder}/', '');
      const source = path.startsWith('out/') ? path.replace(/^out\/(.*)\.js$/, '$1.ts') : path;
      assert.ok(existsSync(join(folder, source)), source);
      assert.equal(type, 'node');
      assert.ok(tasks.some(({ label }) => label === preLaunchTask));
      assert.deepEqual(outFiles, ['${workspaceFolder}/out/**/*.js']);
    });
  }

  it('the build task runs the script of this repository', () => {
    const [script = ''] = tasks[0]!.args;
    assert.ok(existsSync(join(folder, script)), script);
  });
});
