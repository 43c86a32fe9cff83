export { type RunArguments, runCommand } from './runCommand.ts';
export { statsCommand } from './statsCommand.ts';
