/** Settings that every run starts with, so that nothing pops up or reaches for the network; the caller's are laid over them. */
export const quietSettings = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.editor.useModal': 'off',
  'workbench.enableExperiments': false,
  'chat.disableAIFeatures': true,
  'chat.commandCenter.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'extensions.autoUpdate': 'off', // `false` is migrated at start
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'security.workspace.trust.startupPrompt': 'never',
  'security.workspace.trust.banner': 'never',
  'task.autoDetect': 'off',
  'git.openRepositoryInParentFolders': 'never',
  'debug.javascript.autoAttachFilter': 'disabled',
  'typescript.disableAutomaticTypeAcquisition': true,
};
