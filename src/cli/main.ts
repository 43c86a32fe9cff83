import { commandLine } from './commandLine.ts';

// A reader that has seen enough (`memoscope check | head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

void commandLine(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
});
