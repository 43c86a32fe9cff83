export { type RunArguments, noCommand, runCommand } from './runCommand.ts';
export { statsCommand } from './statsCommand.ts';
