import path from 'node:path';
import * as vscode from 'vscode';
import type { ParsedDockerfile } from '../../../core/images/dockerfile.ts';
import { imageMemberProblem, type WrittenImage } from '../../../core/images/imageTask.ts';
import { repositoryName } from '../../../core/images/repositoryName.ts';
import { formatPairs, parsePairs } from '../../../core/text/pairs.ts';
import { lineField, withMember, type Field, type LineFieldOptions } from '../../kit/form/field.ts';

export interface ImageFieldsOptions {
  readonly dockerfile: vscode.Uri;
  readonly parsed: ParsedDockerfile;
  /** Build arguments that every image has by the user's settings. */
  readonly fromSettings: Readonly<Record<string, string>>;
}

/** How an image is built, in the order of the form. */
export function imageFields({ dockerfile, parsed, fromSettings }: ImageFieldsOptions): Field[] {
  const folder = path.dirname(dockerfile.fsPath);
  return [
    field({
      member: 'repository',
      label: vscode.l10n.t('Repository'),
      icon: 'repo',
      fallback: repositoryName(path.basename(folder), path.basename(dockerfile.fsPath)),
      prompt: vscode.l10n.t('Name of the repository that the image goes to; it is created when there is none'),
      placeHolder: 'team/study',
      format: String,
      parse: (value) => ({ value }),
    }),
    field({
      member: 'tags',
      label: vscode.l10n.t('Tags'),
      icon: 'tag',
      fallback: vscode.l10n.t('git’s short hash, latest'),
      prompt: vscode.l10n.t('With commas between them; runs use the first'),
      placeHolder: '1.0, latest',
      format: (value) => (Array.isArray(value) ? value.join(', ') : ''),
      parse: (text) => ({ value: text.split(/[\s,]+/u).filter((tag) => tag !== '') }),
    }),
    buildArgumentsField(parsed, fromSettings),
    choiceField({
      member: 'target',
      label: vscode.l10n.t('Target stage'),
      icon: 'layers',
      fallback: vscode.l10n.t('the last'),
      choices: parsed.stages,
    }),
    choiceField({
      member: 'platform',
      label: vscode.l10n.t('Platform'),
      icon: 'circuit-board',
      fallback: vscode.l10n.t('what SageMaker’s instances need; on Local this machine’s own'),
      choices: ['linux/amd64', 'linux/arm64'],
    }),
    toggleField(),
    choiceField({
      member: 'language',
      label: vscode.l10n.t('Language'),
      icon: 'code',
      fallback: vscode.l10n.t('as the Dockerfile tells'),
      choices: ['r', 'python'],
    }),
  ];
}

function field(options: LineFieldOptions & { readonly member: keyof WrittenImage }): Field {
  return lineField(options, (value) => imageMemberProblem(options.member, value));
}

/** Shows those of the settings beside the image's own, which win; only its own are edited here. */
function buildArgumentsField(parsed: ParsedDockerfile, fromSettings: Readonly<Record<string, string>>): Field {
  const pairs = Object.keys(fromSettings).length > 0 && formatPairs(fromSettings);
  const own = field({
    member: 'buildArguments',
    label: vscode.l10n.t('Build arguments'),
    icon: 'symbol-parameter',
    fallback: vscode.l10n.t('none'),
    prompt: [
      parsed.arguments.length === 0
        ? vscode.l10n.t('As NAME=value, with commas between them. The Dockerfile names none (ARG).')
        : vscode.l10n.t(
            'As NAME=value, with commas between them. The Dockerfile names: {0}.',
            parsed.arguments.join(', '),
          ),
      ...(pairs === false ? [] : [vscode.l10n.t('The settings add {0}, unless it is given here.', pairs)]),
    ].join(' '),
    placeHolder: `${parsed.arguments[0] ?? 'NAME'}=value`,
    format: (value) => formatPairs(textsOf(value)),
    parse: parsePairs,
  });
  return {
    ...own,
    show: (options) => {
      const given = textsOf(options['buildArguments']);
      const added = formatPairs(Object.fromEntries(Object.entries(fromSettings).filter(([name]) => !(name in given))));
      const parts = [own.show(options), added && vscode.l10n.t('from the settings: {0}', added)];
      return parts.filter((part) => part !== '').join(' · ');
    },
  };
}

interface ChoiceOptions extends Pick<LineFieldOptions, 'label' | 'icon' | 'fallback'> {
  readonly member: keyof WrittenImage;
  readonly choices: readonly string[];
}

function choiceField({ member, label, icon, fallback, choices }: ChoiceOptions): Field {
  return {
    label,
    icon,
    fallback,
    show: (options) => (typeof options[member] === 'string' ? options[member] : ''),
    edit: async (options) => {
      const none = vscode.l10n.t('{0} (default)', fallback);
      const picked = await vscode.window.showQuickPick([none, ...choices], { title: label, ignoreFocusOut: true });
      return picked === undefined ? undefined : withMember(options, member, picked === none ? undefined : picked);
    },
  };
}

function toggleField(): Field {
  return {
    label: vscode.l10n.t('Push'),
    icon: 'cloud-upload',
    fallback: vscode.l10n.t('yes'),
    show: (options) => (options['push'] === false ? vscode.l10n.t('no: the engine of this machine keeps it') : ''),
    edit: (options) => Promise.resolve(withMember(options, 'push', options['push'] === false ? undefined : false)),
  };
}

function textsOf(value: unknown): Record<string, string> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, String(member)]));
}
