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
  const rows = packages.map(({ name, version, constraint, places }) =>
    [name, version ?? constraint ?? '', places.map(({ file, line }) => `${file}:${line}`).join(', ')].map(
      escapeMarkdown,
    ),
  );
  const text = [
    `# ${vscode.l10n.t('What the image was written from')}`,
    `## ${vscode.l10n.t('To look at')}`,
    notes.map((note) => `- ${escapeMarkdown(noteText(note))}`).join('\n'),
    `## ${vscode.l10n.t('Packages')}`,
    [[vscode.l10n.t('Package'), vscode.l10n.t('Version'), vscode.l10n.t('Used in')], ['---', '---', '---'], ...rows]
      .map((cells) => `| ${cells.join(' | ')} |`)
      .join('\n'),
  ].join('\n\n');
  await vscode.commands.executeCommand(
    'markdown.showPreview',
    documents.document(`${vscode.l10n.t('Dockerfile Details')}.md`, text),
  );
}
