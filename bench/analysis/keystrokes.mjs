// Re-checks after keystrokes, through the thread as the editor does it: in a comment and in code.
import { text } from 'node:stream/consumers';
import { AnalysisThread } from './thread.mjs';

const { files, keystrokes } = JSON.parse(await text(process.stdin));
const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const thread = new AnalysisThread();
const rows = [];
/** The text with something typed at the start of a line, a letter at a time. */
const kinds = {
  comment: (word) => `// ${word}\n`,
  // A statement of its own, where statements can stand.
  code: (word) => `void ${word};\n`,
};

/** The start of a line near the middle of the file that ends a statement of a function. */
function statementAt(text) {
  const starts = [...text.matchAll(/[;})\]\w'"]\n(?=[ \t]{2,}(const|let|return|if|for|this|await)\b)/g)].map(
    (m) => m.index + 2,
  );
  const middle = text.length >> 1;
  return starts.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle))[0];
}

for (const file of files) {
  const row = { path: file.path, lines: file.lines };
  for (const [kind, typedAs] of Object.entries(kinds)) {
    const at = kind === 'code' ? statementAt(file.text) : file.text.indexOf('\n', file.text.length >> 1) + 1;
    if (at === undefined) continue;
    const [above, below] = [file.text.slice(0, at), file.text.slice(at)];
    const [walls, cpus] = [[], []];
    for (let i = -10; i < keystrokes; i++) {
      const [wall, spent] = [performance.now(), cpu()];
      await thread.check({ path: file.path, text: above + typedAs('x'.repeat(i + 11)) + below });
      if (i < 0) continue;
      walls.push(performance.now() - wall);
      cpus.push(cpu() - spent);
    }
    row[kind] = { walls, cpus };
  }
  rows.push(row);
}
await thread.end();
console.log(JSON.stringify(rows));
