import assert from 'node:assert/strict';
import { Service } from '../../../src/service/service.ts';
import { templates } from './sabotage.templates.ts';

/** Edits of each source; what is told after each is compared with a check from scratch. */
const runs = Number(process.env.RUNS ?? 5);
const seed = Number(process.env.SEED ?? 20_261_123);

function randomOf(state: number): () => number {
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A source by the choices that were made in it. */
class Source {
  readonly #parts: string[];
  readonly #slots: readonly (readonly string[])[];
  readonly #chosen: number[];

  constructor(template: string) {
    const parts = template.split(/[«»]/);
    this.#parts = parts.filter((_, i) => i % 2 === 0);
    this.#slots = parts.filter((_, i) => i % 2 === 1).map((slot) => slot.split('|'));
    this.#chosen = this.#slots.map(() => 0);
  }

  /** Chooses something else in one place, seldom in several. */
  change(random: () => number): void {
    do {
      const at = Math.floor(random() * this.#slots.length);
      this.#chosen[at] = Math.floor(random() * this.#slots[at]!.length);
    } while (random() < 0.2);
  }

  get text(): string {
    return this.#parts.map((part, i) => part + (this.#slots[i]?.[this.#chosen[i]!] ?? '')).join('');
  }
}

describe('what is told while the code around a recurrence changes', () => {
  for (const [path, template] of Object.entries(templates)) {
    it(`is what a check from scratch tells: ${path}`, function () {
      this.timeout(runs * 4_000);
      const random = randomOf(seed);
      const source = new Source(template);
      const session = new Service();
      let before = '';
      for (let i = 0; i < runs; i++) {
        const { text } = source;
        const told = session.check({ file: { path, text } });
        assert.deepEqual(told, new Service().check({ file: { path, text } }), `${before}\n--- after ---\n${text}`);
        before = text;
        source.change(random);
      }
    });
  }

  const versions: Readonly<Record<string, readonly string[]>> = {
    'a value that was asked for two versions ago': ['0', '0 ', '1'].map(
      (step) => `const step = ${step};\nfunction f(n) {\n  return n < 2 ? 1 : f(n - 1) + 0 * f(n - step);\n}\n`,
    ),
    'a function that is called by another name': ['console.log', 'Math.floor'].map(
      (floor) => `const floor = ${floor};\nfunction f(n) {\n  return n < 1 ? 0 : floor(f(n - 1)) + f(n - 2);\n}\n`,
    ),
    'a comment between a function and what documents it': ['', '// of the text'].map(
      (comment) =>
        `export function around(s) {\n  /** @param {number} s */\n  ${comment}\n  function f(s, i) {\n    if (i >= s.length) return 1;\n    return f(s, i + 1) + (s[i] === s[i + 1] ? f(s, i + 2) : 0);\n  }\n  return f(s, 0);\n}\n`,
    ),
  };
  for (const [name, texts] of Object.entries(versions)) {
    it(`depends on ${name}`, () => {
      const session = new Service();
      for (const text of texts) {
        const file = { path: 'a.js', text };
        assert.deepEqual(session.check({ file }), new Service().check({ file }), text);
      }
    });
  }
});
