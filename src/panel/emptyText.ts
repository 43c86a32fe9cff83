/** Why nothing shows, and what to do about it. */
import type { EmptyReason, PanelCommand } from '../protocol/panel.ts';
import { t } from './l10n.ts';

interface Empty {
  readonly title: string;
  readonly text: string;
  readonly action?: { readonly label: string; readonly command: PanelCommand };
}

const showLog = { label: t('Show Log'), command: 'showLog' } as const;
const start = { label: t('Start Debugging'), command: 'run' } as const;

export const emptyText: Readonly<Record<EmptyReason, Empty>> = {
  'no-run': {
    title: t('No run yet'),
    text: t(
      'Start a Node.js program under the debugger (F5) or in a JavaScript Debug Terminal. Its caches show here while it runs.',
    ),
    action: start,
  },
  starting: { title: t('Waiting for the program'), text: t('It has started but has not told its numbers yet.') },
  'no-cache': {
    title: t('No cache so far'),
    text: t(
      'The program is watched, but no function of it has used a cache. Caches of the memoscope library, those of other libraries that are known, and memo tables in the program’s own code are seen. Recursive functions that nobody has memoized are counted if you want.',
    ),
    action: { label: t('Count Functions Without a Cache'), command: 'countCandidates' },
  },
  'no-probe': {
    title: t('The program runs without the probe'),
    text: t(
      'It was not loaded: the program is no Node.js, or it was started with an environment of its own. Start it directly in the launch configuration, with "runtimeExecutable" naming Node.js.',
    ),
    action: showLog,
  },
  'options-replaced': {
    title: t('NODE_OPTIONS was replaced on the way'),
    text: t(
      'NODE_OPTIONS loads the probe, and something between VS Code and the program has set it anew: most often an npm script such as NODE_OPTIONS=… node app.js, or one with --inspect-brk. Let the script append to it: NODE_OPTIONS="$NODE_OPTIONS …". Or start the program directly in the launch configuration.',
    ),
    action: showLog,
  },
  deno: {
    title: t('Deno and Bun take no probe'),
    text: t(
      'The probe is preloaded by an option that only Node.js knows. Run the program by Node.js to see its caches.',
    ),
  },
  attached: {
    title: t('Attached to a running program'),
    text: t(
      'Attaching cannot add the probe. Caches of the memoscope library show up if the program was started with it: node --require memoscope/probe app.js, or memoscope run. Or launch the program from VS Code.',
    ),
    action: { label: t('Launch a Program…'), command: 'choose' },
  },
  unsupported: {
    title: t('Not a JavaScript program'),
    text: t('Caches are shown for programs that run under the JavaScript debugger.'),
  },
  'probe-off': {
    title: t('The probe is switched off'),
    text: t('The setting “Memoscope › Debug: Probe” is off for this folder.'),
    action: { label: t('Open Settings'), command: 'openSettings' },
  },
  untrusted: {
    title: t('Restricted Mode'),
    text: t('Programs are run only in a trusted workspace. Checking works here.'),
    action: { label: t('Manage Workspace Trust'), command: 'trust' },
  },
};
