import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isLongAround } from '../../../src/analysis/trial.ts';
import { isInert } from '../../../src/languages/ecmascript/edit/inert.ts';
import { spliced } from '../../../src/languages/ecmascript/edit/splice.ts';
import { checkFile } from '../../../src/service/check.ts';
import { Documents } from '../../../src/service/documents.ts';
import { fileParser } from '../../../src/service/parser.ts';
import { Service } from '../../../src/service/service.ts';

const root = join(import.meta.dirname, '../../..');
const edits = Number(process.env.EDITS ?? 20);
const seed = Number(process.env.SEED ?? 20_261_122);

/** Reproducible numbers below 1. */
function randomOf(seed: number): () => number {
  return () => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    return seed / 2 ** 32;
  };
}

/** One edit as people make them: typed, deleted, pasted from elsewhere in the file. */
function edited(text: string, random: () => number): string {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const words = text.match(/[A-Za-z_$][\w$]*/g) ?? ['x'];
  let at = Math.floor(random() * text.length);
  if (random() < 0.6) at = text.indexOf('\n', at) + 1;
  const name = pick(words);
  const word = (): string => text.slice(at).match(/^[\s\S]*?\w+/)?.[0] ?? '';
  switch (Math.floor(random() * 12)) {
    case 0:
      return `${text.slice(0, at)}// ${name} typed\n${text.slice(at)}`;
    case 1:
      return `${text.slice(0, at)}const made = ${name};\n${text.slice(at)}`;
    case 2:
      return `${text.slice(0, at)}${name}(${pick(words)} - 1) + ${name}(${pick(words)} - 2);\n${text.slice(at)}`;
    case 3:
      return `${text.slice(0, at)}${name} = ${pick(words)};\n${text.slice(at)}`;
    case 4:
      return `${text.slice(0, at)}${pick(['(', ')', '{', '}', '`', '/*', '*/', '"', ';', '//', '/', '\n'])}${text.slice(at)}`;
    case 5:
      return text.slice(0, at) + text.slice(at + Math.floor(random() * 6));
    case 6: {
      const from = Math.floor(random() * text.length);
      const [start, end] = [text.indexOf('\n', from) + 1, text.indexOf('\n', from + Math.floor(random() * 400)) + 1];
      return text.slice(0, at) + text.slice(start, Math.max(start, end)) + text.slice(at);
    }
    case 7: {
      const skipped = word();
      return text.slice(0, at) + skipped.replace(/\w+$/, name) + text.slice(at + skipped.length);
    }
    case 8:
      return `${text.slice(0, at)}if (${name}) return ${pick(words)};\n${text.slice(at)}`;
    case 9:
      return `${text.slice(0, at)}function ${name}(n) { return n < 2 ? n : ${name}(n - 1) + ${name}(n - 2); }\n${text.slice(at)}`;
    case 10:
      return `${text.slice(0, at)}this.${name} = () => ${pick(words)};\n${text.slice(at)}`;
    default:
      return `${text.slice(0, at)}${pick('abcxyz01. '.split(''))}${text.slice(at)}`;
  }
}

describe('an edit that is told to change nothing', () => {
  it('changes nothing, whatever is typed', function () {
    this.timeout(120_000);
    const random = randomOf(seed);
    let [tried, told] = [0, 0];
    const kinds = { quiet: 0, loud: 0 };
    for (const { path, text } of sources()) {
      const { quiet } = checkFile({ path, text });
      if (!quiet) continue;
      let now = text;
      for (let i = 0; i < edits; i++) {
        // Some edits come on top of the last ones, as when something is typed.
        const after = edited(random() < 0.3 ? now : text, random);
        now = after;
        tried++;
        if (!isInert(quiet, after, isLongAround)) continue;
        told++;
        const { findings, errors } = checkFile({ path, text: after }).report;
        if (findings.length + errors.length > 0) kinds.loud++;
        else kinds.quiet++;
        assert.deepEqual({ findings, errors }, { findings: [], errors: [] }, `${path}\n${after}`);
      }
    }
    assert.ok(told > tried / 30, `${told} of ${tried} edits`);
    if (process.env.EDITS) console.log(`${told} of ${tried} edits`, kinds);
  });

  it('is not any edit: a recurrence that is typed is found', () => {
    const text = 'function f(a) {\n  return g(a);\n}\nfunction g(n) {\n  return n < 2 ? n : g(n - 1);\n}\nfunction h(n) {\n  return h(h(n));\n}\nexport {};\n'; // prettier-ignore
    const { quiet } = checkFile({ path: 'a.js', text });
    assert.ok(quiet?.module);
    const inert = (after: string): boolean => isInert(quiet, after, isLongAround);
    assert.equal(inert(text.replace('g(n - 1)', 'g(n - 1) + g(n - 2)')), false);
    assert.equal(inert(text.replace('return g(a)', 'const b = h; return g(a)')), false);
    assert.equal(inert(text.replace('return h(h(n))', 'return h(n + 1) + h(n + 2)')), false);
    assert.equal(inert(text.replace('return g(a);\n', 'return g(a);\n  // said\n')), true);
    assert.equal(inert(text.replace('return g(a)', 'const b = 1; return g(a)')), true);
    assert.equal(inert(text.replace('return g(a)', 'const b = 1) return g(a)')), false);
    assert.equal(inert(text.replace('return g(a);', 'h = a; return g(a);')), false);
  });

  it('is none where a getter begins to act', () => {
    const text = 'class A {\n  get x() {\n    return this.y;\n  }\n}\nfunction h(n, a) {\n  return n < 2 ? a.x : h(h(n, a), a);\n}\nexport {};\n'; // prettier-ignore
    const { quiet } = checkFile({ path: 'a.ts', text });
    assert.ok(quiet?.module);
    assert.equal(isInert(quiet, text.replace('return this.y', 'void 0;\n    return this.y'), isLongAround), true);
    assert.equal(isInert(quiet, text.replace('return this.y', 'this.z++;\n    return this.y'), isLongAround), false);
  });

  it('is one of a statement: those beside it, around it and after it stay as they are', () => {
    const beside = 'if (a) {\n    each(() => {\n      switch (a) {\n        case 1:\n          h(/x/);\n          break;\n      }\n    });\n  }\n  return h(a);'; // prettier-ignore
    const text = `function f(a) {\n  ${beside}\n}\nfunction g(n) {\n  return n < 2 ? n : g(n - 1);\n}\nfunction h(n) {\n  return h(h(n));\n}\nexport {};\n`; // prettier-ignore
    const { quiet } = checkFile({ path: 'a.ts', text });
    assert.ok(quiet?.module);
    const inert = (after: string): boolean => isInert(quiet, after, isLongAround);
    assert.equal(inert(text.replace('break;', 'void a;\n          break;')), true);
    assert.equal(inert(text.replace('switch', 'const b = a;\n      switch')), true);
    assert.equal(inert(text.replace('switch', 'const h = a;\n      switch')), false);
    assert.equal(inert(text.replace('/x/', '/y/')), false);
    assert.equal(inert(text.replace('break;', 'h = 1;\n          break;')), false);
    assert.equal(inert(text.replace('switch', 'h(() => 1);\n      switch')), false);
  });
});

describe('a tree of which the edited function alone was parsed', () => {
  it('is that of the whole text, and leaves the one before as it was', function () {
    this.timeout(300_000);
    const random = randomOf(seed);
    let [tried, told] = [0, 0];
    for (const { path, text } of sources()) {
      if (text.length > 8_000 && !process.env.EDITS) continue;
      const { program: kept, again } = fileParser(path, text);
      if (!again) continue;
      let program = kept;
      let before = text;
      for (let i = 0; i < edits / 10; i++) {
        const now = edited(before, random);
        tried++;
        const made = spliced({ text: before, program, again }, now);
        if (!made) continue;
        told++;
        const whole = fileParser(path, now);
        assert.deepEqual(made, whole.program, `${path}\n${now}`);
        // One tree is made of the other, as when something is typed.
        [before, program] = [now, made];
      }
      assert.deepEqual(kept, fileParser(path, text).program, path);
    }
    assert.ok(told > tried / 30, `${told} of ${tried} edits`);
    if (process.env.EDITS) console.log(`${told} of ${tried} edits`);
  });

  it('gives the verdict of a helper that was read, as it is now', () => {
    const source = (helper: string): string =>
      `import { log } from 'a';\nfunction pure(n) {\n  ${helper}\n}\nfunction f(n) {\n  return n < 2 ? n : f(n - 1) + f(n - pure(n));\n}\nexport {};\n`; // prettier-ignore
    const session = new Service();
    const said = ['return n;', 'return 2;', 'return n;', 'log(n); return 2;', 'return n;'].map((helper) => {
      const file = { path: 'a.ts', text: source(helper) };
      const told = session.check({ file });
      assert.deepEqual(told, new Service().check({ file }), helper);
      return told.findings.map(({ safety }) => safety).join();
    });
    assert.deepEqual(said, ['', 'safe', '', 'unknown', '']);
  });
});

describe('a check that takes verdicts over from the text before', () => {
  it('says what a check without them says', function () {
    this.timeout(300_000);
    const random = randomOf(seed + 1);
    let [tried, told, decided] = [0, 0, 0];
    for (const { path, text } of [...sources(), ...fixtures().filter((_, i) => i % 3 === 0)]) {
      // Every check is made twice.
      if (text.length > 8_000 && !process.env.EDITS) continue;
      let { verdicts } = checkFile({ path, text });
      if (!verdicts) continue;
      let now = text;
      for (let i = 0; i < edits / 20; i++) {
        now = edited(random() < 0.5 ? now : text, random);
        const full = checkFile({ path, text: now });
        const quick = checkFile({ path, text: now }, undefined, undefined, false, verdicts);
        assert.deepEqual(quick.report, full.report, `${path}\n${now}`);
        if (!full.module) continue;
        tried++;
        if (quick.verdicts!.taken > 0) told++;
        decided += quick.verdicts!.taken;
        ({ verdicts } = quick);
      }
    }
    assert.ok(told > tried / 5, `${told} of ${tried} edits`);
    if (process.env.EDITS) console.log(`${told} of ${tried} edits, ${decided} recurrences`);
  });
});

describe('documents that are kept', () => {
  it('are few, and small in all', () => {
    const documents = new Documents();
    const kept = { quiet: {} as never };
    for (let i = 0; i < 100; i++) documents.keep(`${i}.ts`, 1000, kept);
    assert.equal(documents.size, 8);
    assert.equal(documents.characters, 8000);
    documents.keep('large.ts', 999_500, kept);
    assert.equal(documents.size, 1);
    documents.keep('larger.ts', 1_000_001, kept);
    assert.equal(documents.characters, 999_500);
    documents.keep('large.ts', 999_500, {});
    assert.equal(documents.size + documents.characters, 0);
  });
});

/** Recurrences of every kind, with findings and without. */
function fixtures(): { path: string; text: string }[] {
  const folder = join(root, 'test/fixtures/recurrences');
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name))
    .map(({ name }) => ({ path: name, text: readFileSync(join(folder, name), 'utf8') }));
}

/** The sources of this project: real files, most of them without a finding. */
function sources(): { path: string; text: string }[] {
  const folders = (process.env.EDITED ?? 'src/analysis,src/languages,src/service,src/cli,src/refactor').split(',');
  const files = folders.flatMap((folder) =>
    readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name))
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  return files.map((path) => ({ path, text: readFileSync(path, 'utf8') })).filter(({ text }) => text.length < 100_000);
}
