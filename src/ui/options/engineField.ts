import * as vscode from 'vscode';
import { runEngines, type RunEngine } from '../../core/runs/runEngine.ts';
import { withMember, type Field } from './field.ts';

/** What runs the job on Local; `fallback` is the settings' choice. */
export function engineField(fallback: RunEngine): Field {
  return {
    label: vscode.l10n.t('Engine'),
    icon: 'server-environment',
    fallback: engineText(fallback),
    show: (options) => {
      const engine = runEngines.find((each) => each === options['engine']);
      return engine === undefined ? '' : engineText(engine);
    },
    edit: async (options) => {
      const items = runEngines.map((engine) => ({ label: engineText(engine), detail: engineDetail(engine), engine }));
      const chosen = await vscode.window.showQuickPick(items, {
        title: vscode.l10n.t('Engine'),
        placeHolder: vscode.l10n.t('What runs the job on this machine'),
        ignoreFocusOut: true,
      });
      if (chosen === undefined) return undefined;
      return withMember(options, 'engine', chosen.engine === fallback ? undefined : chosen.engine);
    },
  };
}

function engineText(engine: RunEngine): string {
  switch (engine) {
    case 'auto':
      return vscode.l10n.t('automatic');
    case 'process':
      return vscode.l10n.t('process of this machine');
    case 'docker':
      return vscode.l10n.t('Docker');
  }
}

function engineDetail(engine: RunEngine): string {
  switch (engine) {
    case 'auto':
      return vscode.l10n.t('In its image where this machine has it, else as a process');
    case 'process':
      return vscode.l10n.t('With this machine’s R or Python, whatever the image');
    case 'docker':
      return vscode.l10n.t('In its image; refused when this machine does not have it');
  }
}
