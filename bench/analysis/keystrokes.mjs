// Re-checks after keystrokes, through the thread as the editor does it.
import { text } from 'node:stream/consumers';
import { AnalysisThread } from './thread.mjs';

const { files, keystrokes } = JSON.parse(await text(process.stdin));
const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
const thread = new AnalysisThread();
const rows = [];
for (const file of files) {
  // A word is typed into a comment line in the middle of the file, a letter at a time.
  const middle = file.text.indexOf('\n', file.text.length >> 1) + 1;
  const [above, below] = [file.text.slice(0, middle), file.text.slice(middle)];
  const [walls, cpus] = [[], []];
  for (let i = -10; i < keystrokes; i++) {
    const typed = `${above}// ${'x'.repeat(i + 11)}\n${below}`;
    const [wall, spent] = [performance.now(), cpu()];
    await thread.check({ path: file.path, text: typed });
    if (i < 0) continue;
    walls.push(performance.now() - wall);
    cpus.push(cpu() - spent);
  }
  rows.push({ path: file.path, lines: file.lines, walls, cpus });
}
await thread.end();
console.log(JSON.stringify(rows));
