// Finds a desktop VS Code on this machine.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const home = os.homedir();

const places = {
  darwin: ['/Applications', path.join(home, 'Applications')].flatMap((folder) => [
    `${folder}/Visual Studio Code.app/Contents/Resources/app/bin/code`,
    `${folder}/Visual Studio Code - Insiders.app/Contents/Resources/app/bin/code-insiders`,
  ]),
  win32: [process.env.LOCALAPPDATA && path.join(process.env.LOCALAPPDATA, 'Programs'), process.env.ProgramFiles]
    .filter(Boolean)
    .map((folder) => path.join(folder, 'Microsoft VS Code', 'bin', 'code.cmd')),
  linux: ['/usr/share/code/bin/code', '/usr/bin/code', '/snap/bin/code', '/opt/visual-studio-code/bin/code'],
};

const isFile = (file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile() ?? false;

function onPath(names) {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  return folders.flatMap((folder) => names.map((name) => path.join(folder, name))).find(isFile);
}

/** A Linux without a display can show no window. */
const hasScreen = () => process.platform !== 'linux' || !!(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

/** The command that opens a desktop VS Code: named in VSCODE_EXECUTABLE, on the PATH, or where it is usually installed. */
export function findDesktop() {
  if (process.env.VSCODE_EXECUTABLE) return process.env.VSCODE_EXECUTABLE;
  if (!hasScreen()) return undefined;
  const names = process.platform === 'win32' ? ['code.cmd'] : ['code', 'code-insiders'];
  return onPath(names) ?? (places[process.platform] ?? []).find(isFile);
}

/**
 * What `spawn` is given for a command. On Windows `code` is a batch file, which only the shell runs; the shell parts its
 * line at spaces (`C:\Program Files`), and no path there holds a quote.
 */
export function commandLine(command, args, platform = process.platform) {
  if (platform !== 'win32') return { file: command, args, shell: false };
  return { file: [command, ...args].map((part) => `"${part}"`).join(' '), args: [], shell: true };
}
