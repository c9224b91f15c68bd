import * as vscode from 'vscode';
import type { CreatedDockerfile } from '../../../app/dockerfile/createDockerfile.ts';
import { noteText } from '../../../core/dockerfile/writeDockerfile.ts';
import type { Logger } from '../../../core/ports/logger.ts';
import { escapeMarkdown } from '../../../core/text/markdown.ts';
import { commandIds } from '../../kit/ids.ts';
import type { DockerfileDocuments } from './documents.ts';
import { packageNames, unresolvedText } from './messages.ts';
import type { WrittenFiles } from './writeFiles.ts';

export interface ReportOptions {
  readonly created: CreatedDockerfile;
  readonly written: WrittenFiles;
  readonly documents: DockerfileDocuments;
  readonly logger: Logger;
  /** Writes the Dockerfile anew, in the place of one that may stay. */
  readonly onAnew: () => Promise<void>;
}

/** Says what became of the Dockerfile and what could not be resolved, and offers what comes next. */
export async function report({ created, written, documents, logger, onAnew }: ReportOptions): Promise<void> {
  const notes = written.kind === 'kept' ? [] : created.notes;
  for (const note of notes) logger.info(`Dockerfile: ${noteText(note)}`);
  const build = vscode.l10n.t('Build and Push Image');
  const details = vscode.l10n.t('Show Details');
  const anew = vscode.l10n.t('Write It Anew…');
  const buttons = [build, ...(notes.length > 0 ? [details] : []), ...(written.kind === 'complete' ? [anew] : [])];
  const isWarning = notes.length > 0 || (isWritten(written) && created.packages.length === 0);
  const show = isWarning ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  const chosen = await show(
    [whatBecame(written, created), besideText(written), unresolvedText(notes)].filter(Boolean).join(' '),
    ...buttons,
  );
  if (chosen === build) await vscode.commands.executeCommand(commandIds.buildImage, written.dockerfile);
  if (chosen === details) await showDetails(created, documents);
  if (chosen === anew) await onAnew();
}

function isWritten({ kind }: WrittenFiles): boolean {
  return kind === 'created' || kind === 'replaced';
}

function besideText({ beside }: WrittenFiles): string {
  const [first, second] = beside;
  if (first === undefined) return '';
  return second === undefined
    ? vscode.l10n.t('Written beside it, for the build: {0}.', first)
    : vscode.l10n.t('Written beside it, for the build: {0} and {1}.', first, second);
}

function whatBecame(written: WrittenFiles, { packages, addition, needs }: CreatedDockerfile): string {
  const names = packageNames(packages);
  if (isWritten(written) && packages.length === 0) {
    const without = vscode.l10n.t(
      'None was found in the code. If it needs some, add them to the Dockerfile before you build the image.',
    );
    const became =
      written.kind === 'created'
        ? vscode.l10n.t('Dockerfile created, with no packages.')
        : vscode.l10n.t('Dockerfile replaced by one with no packages.');
    return `${became} ${without}`;
  }
  switch (written.kind) {
    case 'created':
      return vscode.l10n.t('Dockerfile created. Packages: {0}.', names);
    case 'replaced':
      return vscode.l10n.t('Dockerfile replaced. Packages: {0}.', names);
    case 'extended':
      return vscode.l10n.t(
        'Added to the Dockerfile: {0}. Next, build the image again.',
        packageNames(addition?.added ?? []),
      );
    case 'unchanged':
      return vscode.l10n.t('The Dockerfile is up to date: nothing was changed. Packages: {0}.', names);
    case 'complete':
      return vscode.l10n.t(
        'The Dockerfile is up to date: it has all that {0} needs, and nothing was changed. Packages: {1}.',
        needs.scripts[0] ?? '',
        names,
      );
    case 'kept':
      return vscode.l10n.t('The Dockerfile stays as it was.');
  }
}

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
