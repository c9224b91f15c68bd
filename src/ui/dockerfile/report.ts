import * as vscode from 'vscode';
import type { CreatedDockerfile } from '../../app/dockerfile/createDockerfile.ts';
import { noteText } from '../../core/dockerfile/writeDockerfile.ts';
import type { Logger } from '../../core/ports/logger.ts';
import { commandIds } from '../ids.ts';
import type { DockerfileDocuments } from './documents.ts';

/** Says what was written and what could not be resolved, and offers what comes next. */
export async function report(
  created: CreatedDockerfile,
  dockerfile: vscode.Uri,
  documents: DockerfileDocuments,
  logger: Logger,
): Promise<void> {
  const { l10n, window, commands } = vscode;
  const { notes, packages } = created;
  for (const note of notes) logger.info(`Dockerfile: ${noteText(note)}`);
  const build = l10n.t('Build and Push Image');
  const details = l10n.t('Show Details');
  const names = namesOf(packages);
  if (packages.length === 0 && notes.length === 0) {
    const text = l10n.t(
      'Dockerfile created, with no packages: none was found in the code. If it needs some, add them to the Dockerfile before you build the image.',
    );
    const picked = await window.showWarningMessage(text, build);
    if (picked === build) await commands.executeCommand(commandIds.buildImage, dockerfile);
    return;
  }
  const chosen =
    notes.length === 0
      ? await window.showInformationMessage(l10n.t('Dockerfile created. Packages: {0}.', names), build)
      : await window.showWarningMessage(
          l10n.t('Dockerfile created. Packages: {0}. To look at: {1}', names, notes.map(noteText)[0] ?? '') +
            (notes.length > 1 ? ` ${l10n.t('(and {0} more)', String(notes.length - 1))}` : ''),
          build,
          details,
        );
  if (chosen === build) await commands.executeCommand(commandIds.buildImage, dockerfile);
  if (chosen === details) await showDetails(created, documents);
}

async function showDetails({ notes, packages }: CreatedDockerfile, documents: DockerfileDocuments): Promise<void> {
  const { l10n } = vscode;
  const rows = packages.map(({ name, version, constraint, places }) =>
    [name, version ?? constraint ?? '', places.map(({ file, line }) => `${file}:${line}`).join(', ')].map(escaped),
  );
  const text = [
    `# ${l10n.t('What the image was written from')}`,
    `## ${l10n.t('To look at')}`,
    notes.map((note) => `- ${escaped(noteText(note))}`).join('\n'),
    `## ${l10n.t('Packages')}`,
    [[l10n.t('Package'), l10n.t('Version'), l10n.t('Used in')], ['---', '---', '---'], ...rows]
      .map((cells) => `| ${cells.join(' | ')} |`)
      .join('\n'),
  ].join('\n\n');
  await vscode.commands.executeCommand(
    'markdown.showPreview',
    documents.document(`${l10n.t('Dockerfile Details')}.md`, text),
  );
}

function escaped(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>#|]/gu, String.raw`\$&`).replaceAll(/\s*\n\s*/gu, ' ');
}

/** Packages that a message names. */
const named = 5;

function namesOf(packages: CreatedDockerfile['packages']): string {
  const names = packages
    .slice(0, named)
    .map(({ name }) => name)
    .join(', ');
  const more = packages.length - named;
  return more > 0 ? vscode.l10n.t('{0} and {1} more', names, String(more)) : names || vscode.l10n.t('none');
}
