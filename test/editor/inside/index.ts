/** What VS Code loads: runs the suite that MEMOSCOPE_SUITE names. The same file serves a desktop VS Code and the one from npm. */
import path from 'node:path';
import Mocha from 'mocha';

export function run(): Promise<void> {
  const grep = process.env['MOCHA_GREP'] ?? '';
  const mocha = new Mocha({ timeout: 180_000, color: !process.env['CI'], grep, failZero: grep === '' });
  mocha.addFile(path.join(__dirname, `${process.env['MEMOSCOPE_SUITE'] ?? 'main'}.cjs`));
  return new Promise((resolve, reject) => {
    mocha.run((failures) => (failures > 0 ? reject(new Error(`${failures} tests failed`)) : resolve()));
  });
}
