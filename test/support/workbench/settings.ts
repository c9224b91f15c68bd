export type Theme = 'dark' | 'light' | 'hc';

const themes: Record<Theme, string> = {
  dark: 'Default Dark Modern',
  light: 'Default Light Modern',
  hc: 'Default High Contrast',
};

/** User settings of a workbench: nothing that calls home, nothing that covers the view. */
export function workbenchSettings(theme: Theme): Record<string, unknown> {
  return {
    'workbench.colorTheme': themes[theme],
    'window.autoDetectColorScheme': false,
    'telemetry.telemetryLevel': 'off',
    'update.mode': 'none',
    'update.showReleaseNotes': false,
    'extensions.autoUpdate': false,
    'extensions.autoCheckUpdates': false,
    'extensions.ignoreRecommendations': true,
    'workbench.enableExperiments': false,
    'workbench.settings.enableNaturalLanguageSearch': false,
    'workbench.startupEditor': 'none',
    'workbench.tips.enabled': false,
    'workbench.secondarySideBar.defaultVisibility': 'hidden',
    'workbench.welcomePage.walkthroughs.openOnInstall': false,
    'chat.disableAIFeatures': true,
    'chat.commandCenter.enabled': false,
    'security.workspace.trust.startupPrompt': 'never',
    'security.workspace.trust.banner': 'never',
    'git.openRepositoryInParentFolders': 'never',
    'git.autofetch': false,
    'npm.autoDetect': 'off',
    'remote.autoForwardPorts': false,
    'typescript.disableAutomaticTypeAcquisition': true,
    'workbench.reduceMotion': 'on',
    'editor.minimap.enabled': false,
    // What hovers where the mouse rests would cover what is clicked next.
    'workbench.hover.delay': 60_000,
    // Drawn as text, which a test can read and a screenshot shows the same on every machine.
    'terminal.integrated.gpuAcceleration': 'off',
    'terminal.integrated.showExitAlert': false,
    // A terminal leaves the key below to the workbench.
    'terminal.integrated.commandsToSkipShell': ['runCommands'],
  };
}

/** As Playwright names it. */
export const clearingKey = 'Control+Alt+Shift+F12';

/** Key bindings of a workbench: one that clears the window, for whoever goes on with it. */
export const workbenchKeys = [
  {
    key: 'ctrl+alt+shift+f12',
    command: 'runCommands',
    args: {
      commands: [
        'workbench.action.closeQuickOpen',
        'workbench.action.terminal.killAll',
        'workbench.action.closeAllEditors',
        'notifications.clearAll',
        'notifications.hideList',
        'workbench.action.closePanel',
        'workbench.view.explorer',
      ],
    },
  },
];
