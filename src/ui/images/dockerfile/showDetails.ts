import * as vscode from 'vscode';
import type { CreatedDockerfile } from '../../../app/dockerfile/createDockerfile.ts';
import { noteText } from '../../../core/dockerfile/writeDockerfile.ts';
import { escapeMarkdown } from '../../../core/text/markdown.ts';
import type { DockerfileDocuments } from './documents.ts';

/** Shows what a Dockerfile was made from: what is to be looked at, and each package with where it is used. */
export async function showDetails(
  { notes, packages }: CreatedDockerfile,
  documents: DockerfileDocuments,
): Promise<void> {
  const { l10n } = vscode;
  const rows = packages.map(({ name, version, constraint, places }) =>
    [name, version ?? constraint ?? '', places.map(({ file, line }) => `${file}:${line}`).join(', ')].map(
      escapeMarkdown,
    ),
  );
  const text = [
    `# ${l10n.t('What the image was written from')}`,
    `## ${l10n.t('To look at')}`,
    notes.map((note) => `- ${escapeMarkdown(noteText(note))}`).join('\n'),
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
