import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const sizeLimit = 15 * 1024;

/** What a room of src/ may import: other rooms, Node's modules, packages. docs/architecture.md shows the same table. */
interface Room {
  readonly rooms: readonly string[];
  readonly node?: boolean;
  readonly packages?: readonly RegExp[];
}
const parser = [/^@typescript-eslint\//, /^typescript$/, /^acorn/, /^emnapi-/];
const table: Readonly<Record<string, Room>> = {
  protocol: { rooms: [] },
  analysis: { rooms: ['protocol'] },
  languages: { rooms: ['analysis', 'protocol'], packages: parser },
  refactor: { rooms: ['analysis', 'protocol', 'languages'], node: true, packages: [...parser] },
  service: {
    rooms: ['protocol', 'analysis', 'languages', 'refactor'],
    node: true,
    packages: [/^tinyglobby$/, /^ignore$/, /^diff$/],
  },
  worker: { rooms: ['service', 'protocol'], node: true, packages: [/^@vscode\/v8-heap-parser$/] },
  // bundled, so that who installs the library installs nothing else
  runtime: { rooms: ['protocol'], node: true, packages: [/^devalue$/] },
  probe: {
    rooms: ['runtime', 'protocol'],
    node: true,
    packages: [/^acorn/, /^@jridgewell\//],
  },
  profile: { rooms: ['protocol'] },
  editor: {
    rooms: ['protocol', 'profile'],
    node: true,
    packages: [/^vscode$/, /^ws$/, /^@jridgewell\/trace-mapping$/, /^jsonc-parser\//],
  },
  panel: { rooms: ['protocol', 'profile'], packages: [/^@vscode-elements\//, /^uplot/] },
  cli: {
    rooms: ['service', 'profile', 'protocol'],
    node: true,
    packages: [/^yargs/, /^picocolors$/, /^cli-table3$/, /^diff$/, /^sarif$/, /^@jridgewell\/trace-mapping$/],
  },
  eslint: { rooms: ['service', 'analysis', 'languages', 'refactor', 'protocol'], packages: [/^eslint$/, ...parser] },
};

/** Single doors between rooms that the table does not join. */
function isDoor(file: string, target: string): boolean {
  const instrumenter = /^src\/probe\/(.*\/)?instrument/.test(file) && target.startsWith('src/languages/');
  const client = /^src\/(editor|cli)\//.test(file) && /^src\/worker\/(.*\/)?[a-zA-Z]*client/i.test(target);
  return instrumenter || client;
}

/** What is wrong with the imports of one file, a sentence each. `file` is relative to the project, with `/`. */
function violations(file: string, text: string): string[] {
  const [, name = ''] = file.split('/');
  const room = table[name];
  if (!room) return [`${file} lies in no room of the table`];
  const found: string[] = [];
  for (const { fileName: imported } of ts.preProcessFile(text, true, true).importedFiles) {
    if (imported.startsWith('.')) {
      const target = posix.join(posix.dirname(file), imported);
      const targetRoom = target.startsWith('src/') ? target.split('/')[1]! : undefined;
      if (targetRoom === undefined) found.push(`${file} imports ${imported}, outside src/`);
      else if (targetRoom !== name && !room.rooms.includes(targetRoom) && !isDoor(file, target))
        found.push(`${file}: ${name} must not import ${targetRoom} (${imported})`);
    } else if (imported.startsWith('node:')) {
      if (!room.node) found.push(`${file}: ${name} must not import ${imported}`);
    } else if (!room.packages?.some((allowed) => allowed.test(imported))) {
      found.push(`${file}: ${name} must not import the package ${imported}`);
    }
  }
  return found;
}

/** Files of the project that git knows or would add, so that a new file is checked before its commit. */
function projectFiles(...folders: string[]): string[] {
  const out = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', ...folders], {
    cwd: root,
    encoding: 'utf8',
  });
  return out.split('\0').filter((file) => file !== '' && existsSync(join(root, file)));
}

const read = (file: string) => readFileSync(join(root, file), 'utf8');

describe('architecture', () => {
  const sources = projectFiles('src').filter((file) => /\.[cm]?[jt]sx?$/.test(file));

  it('src/ has files to check', () => assert.ok(sources.length > 10));

  it('rooms import what the table allows', () => {
    assert.deepEqual(
      sources.flatMap((file) => violations(file, read(file))),
      [],
    );
  });

  it('no source file is larger than 15 KB', () => {
    const large = sources.filter((file) => statSync(join(root, file)).size > sizeLimit);
    assert.deepEqual(
      large.map((file) => `${file}: ${statSync(join(root, file)).size} bytes`),
      [],
    );
  });

  it('the core of the library loads in a browser: only its disk cache may import Node', () => {
    const core = sources.filter((file) => file.startsWith('src/runtime/') && !/^src\/runtime\/disk/.test(file));
    const imports = core.flatMap((file) =>
      ts
        .preProcessFile(read(file), true, true)
        .importedFiles.filter(({ fileName }) => fileName.startsWith('node:'))
        .map(({ fileName }) => `${file} imports ${fileName}`),
    );
    assert.deepEqual(imports, []);
  });

  it('docs/architecture.md lists the rooms of the table', () => {
    const listed = [...read('docs/architecture.md').matchAll(/^\| `([a-z]+)\/` \|/gm)].map(([, name]) => name!);
    assert.deepEqual([...listed].sort(), Object.keys(table).sort());
  });

  it('nothing but .ci and bench/ looks outside the repository', () => {
    const outside = ['..', 'shared'].join('/');
    const files = projectFiles('.').filter((file) => !/^(\.ci|bench)\//.test(file) && !/\.(png|ico|vsix)$/.test(file));
    assert.deepEqual(
      files.filter((file) => read(file).includes(outside)),
      [],
    );
  });

  // the check itself must be able to fail
  const wrong: readonly [string, string, RegExp][] = [
    ['src/analysis/x.ts', "import * as vscode from 'vscode';", /package vscode/],
    ['src/cli/x.ts', "import type { Uri } from 'vscode';", /package vscode/],
    ['src/analysis/x.ts', "import { parse } from '../languages/ecmascript/parser.ts';", /must not import languages/],
    ['src/analysis/deep/x.ts', "export * from '../../editor/extension.ts';", /must not import editor/],
    ['src/protocol/x.ts', "type A = import('../service/service.ts').Service;", /must not import service/],
    ['src/editor/x.ts', "const s = await import('../service/service.ts');", /must not import service/],
    ['src/editor/x.ts', "import { check } from '../worker/analysisWorker.ts';", /must not import worker/],
    ['src/probe/snapshot.ts', "import { idiom } from '../languages/ecmascript/memo.ts';", /must not import languages/],
    ['src/profile/x.ts', "import fs from 'node:fs';", /must not import node:fs/],
    ['src/panel/x.ts', "import '../../media/panel.ts';", /outside src/],
    ['src/attic/x.ts', '', /no room/],
  ];
  for (const [file, text, message] of wrong) {
    it(`would refuse in ${file}: ${text || 'being there'}`, () => {
      assert.match(violations(file, text).join('\n'), message);
    });
  }

  it('accepts the doors', () => {
    assert.deepEqual(violations('src/editor/x.ts', "import { Client } from '../worker/client.ts';"), []);
    assert.deepEqual(
      violations('src/probe/instrument.ts', "import { memo } from '../languages/ecmascript/memo.ts';"),
      [],
    );
  });
});
