import type * as vscode from 'vscode';
import { Settings } from './ui/kit/settings.ts';
import { Runs } from './ui/kit/state/runs.ts';
import { RunStore } from './ui/kit/state/runStore.ts';
import { activateUi } from './ui/shell/activateUi.ts';

/**
 * Every window waits for this, so it is little: the editor is told the names of commands, views and providers. What is behind them is
 * composed when the first of them is used.
 */
export function activate(context: vscode.ExtensionContext): void {
  const settings = new Settings();
  const store = new RunStore(context.workspaceState);
  const runs = new Runs(store);
  const ui = activateUi({
    settings,
    runs,
    load: async (registered) => {
      const [{ compose }, { createWindowServices }] = await Promise.all([
        import('./composition.ts'),
        import('./ui/shell/windowServices.ts'),
      ]);
      const features = compose({ ...createWindowServices(context), settings, store, runs, registered });
      context.subscriptions.push(features);
      return features;
    },
  });
  context.subscriptions.push(runs, ui);
}
