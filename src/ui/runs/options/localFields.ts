import * as vscode from 'vscode';
import { runEngines, type RunEngine } from '../../../core/jobs/engine.ts';
import { withMember, type Field } from '../../kit/form/field.ts';

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
      const current = options['engine'] ?? fallback;
      const items = runEngines.map((engine) => ({
        label: engineText(engine),
        ...(engine === current && { description: vscode.l10n.t('current') }),
        detail: engineDetail(engine),
        engine,
      }));
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
      return vscode.l10n.t('this machine’s R or Python, no image');
    case 'docker':
      return vscode.l10n.t('always in its image');
  }
}

function engineDetail(engine: RunEngine): string {
  switch (engine) {
    case 'auto':
      return vscode.l10n.t('In its image where this machine has it, else with this machine’s R or Python');
    case 'process':
      return vscode.l10n.t('Whatever image is chosen is not used');
    case 'docker':
      return vscode.l10n.t('By Docker, Podman or Finch; refused when this machine does not have the image');
  }
}

/** Whether a job in an image gets no more than its instance type has, on Local; `fallback` is the settings' choice. */
export function limitsField(fallback: boolean): Field {
  return {
    label: vscode.l10n.t('Memory and processors'),
    icon: 'dashboard',
    fallback: limitsText(fallback),
    show: ({ limitResources }) => (typeof limitResources === 'boolean' ? limitsText(limitResources) : ''),
    edit: (options) =>
      Promise.resolve(withMember(options, 'limitResources', 'limitResources' in options ? undefined : !fallback)),
  };
}

function limitsText(isLimited: boolean): string {
  return isLimited
    ? vscode.l10n.t('in an image, no more than the instance type has')
    : vscode.l10n.t('all that this machine has');
}
