import * as vscode from 'vscode';
import { formatAge } from '../../../core/age.ts';
import { errorText } from '../../../core/errors.ts';
import { formatBytes } from '../../../core/format.ts';
import { orderedTags, shortDigest, shownTag } from '../../../core/images/imageName.ts';
import type { ImageScan } from '../../../core/ports/imageRegistry.ts';
import { languageName, type Language } from '../../../core/scripts/language.ts';
import { commandIds } from '../../kit/ids.ts';
import type { EngineProblemNode, ImageNode, ImagesNode, RepositoryNode, StorageNode } from './nodes.ts';

/** Bytes of build cache that are worth a word. */
const leastTold = 1_000_000;

/** The tree item of a node. Ids stay the same across refreshes, so that selection and expansion do. */
export function renderImagesNode(node: ImagesNode, now: Date): vscode.TreeItem {
  switch (node.kind) {
    case 'repository':
      return renderRepository(node);
    case 'image':
      return renderImage(node, now);
    case 'storage':
      return renderStorage(node);
    case 'engineProblem':
      return renderProblem(node);
  }
}

/** The languages as a person names them: `R, Python`. */
export function languageNames(languages: readonly Language[]): string {
  return languages.map(languageName).join(', ');
}

/** What a scan found, the worst first: `2 critical, 14 high`; empty when it found nothing that is worth a line. */
export function findingsText({ findings }: ImageScan): string {
  const severities = [
    ['CRITICAL', (count: number) => vscode.l10n.t('{0} critical', count)],
    ['HIGH', (count: number) => vscode.l10n.t('{0} high', count)],
    ['MEDIUM', (count: number) => vscode.l10n.t('{0} medium', count)],
  ] as const;
  return severities
    .flatMap(([severity, text]) => ((findings[severity] ?? 0) > 0 ? [text(findings[severity] ?? 0)] : []))
    .join(', ');
}

function renderRepository({ repository, connection, usedFor, lackedBy }: RepositoryNode): vscode.TreeItem {
  const item = new vscode.TreeItem(repository.name, vscode.TreeItemCollapsibleState.Collapsed);
  item.id = repository.uri;
  const served = usedFor.filter((language) => !lackedBy.includes(language));
  const parts = [
    ...(served.length > 0 ? [vscode.l10n.t('in use for {0}', languageNames(served))] : []),
    ...(lackedBy.length > 0 ? [vscode.l10n.t('image for {0} is gone', languageNames(lackedBy))] : []),
    ...(repository.isImmutable ? [vscode.l10n.t('immutable tags')] : []),
  ];
  item.description = parts.join(' · ');
  item.iconPath = new vscode.ThemeIcon('package');
  item.contextValue = `repository;${connection.kind}`;
  const label = [vscode.l10n.t('Repository {0}', repository.name), ...parts].join(', ');
  item.accessibilityInformation = { label };
  const tooltip = new vscode.MarkdownString();
  tooltip.appendMarkdown('**').appendText(repository.name).appendMarkdown('**\n\n');
  tooltip.appendText(repository.uri).appendMarkdown('\n\n');
  if (repository.created)
    tooltip.appendText(vscode.l10n.t('Created {0}', repository.created.toLocaleString())).appendMarkdown('\n\n');
  if (connection.kind === 'aws') {
    const scans = repository.scansOnPush
      ? vscode.l10n.t('Images are scanned for known vulnerabilities when they are pushed')
      : vscode.l10n.t('Images are not scanned when they are pushed');
    tooltip.appendText(scans);
  }
  item.tooltip = tooltip;
  return item;
}

function renderImage({ image, parent, usedFor }: ImageNode, now: Date): vscode.TreeItem {
  const { tags, digest, size, pushed, scan } = image;
  const tag = shownTag(tags);
  const isTagged = tag !== undefined;
  const name = tag ?? shortDigest(digest);
  const item = new vscode.TreeItem(name);
  item.id = `${parent.repository.uri}@${digest}`;
  const findings = scan === undefined ? '' : findingsText(scan);
  // A narrow sidebar shows the first of these: what tells images apart at a glance. The icon tells which is in use, the tooltip all.
  const parts = [
    ...(isTagged ? [] : [vscode.l10n.t('untagged')]),
    ...(pushed === undefined ? [] : [formatAge(pushed, now)]),
    ...(size === undefined ? [] : [formatBytes(size)]),
    ...(findings === '' ? [] : [findings]),
    ...(usedFor.length > 0 ? [vscode.l10n.t('in use for {0}', languageNames(usedFor))] : []),
    ...orderedTags(tags).filter((each) => each !== tag),
    ...(isTagged ? [shortDigest(digest)] : []),
  ];
  item.description = parts.join(' · ');
  item.iconPath = imageIcon(usedFor.length > 0, scan);
  const { kind } = parent.connection;
  item.contextValue = `image;${usedFor.length > 0 ? 'used' : 'free'};${kind}`;
  item.accessibilityInformation = {
    label: [vscode.l10n.t('Image {0} of {1}', name, parent.repository.name), ...parts].join(', '),
  };
  return item;
}

/** Everything about an image; its scan is what was found out since the list was read. */
export function imageTooltip(
  { image, parent, usedFor }: ImageNode,
  scan: ImageScan | { readonly problem: string } | undefined,
): vscode.MarkdownString {
  const { tags, digest, size, pushed } = image;
  const { repository, connection } = parent;
  const tooltip = new vscode.MarkdownString();
  const line = (text: string): void => {
    tooltip.appendText(text).appendMarkdown('\n\n');
  };
  tooltip.appendMarkdown('**').appendText(repository.uri).appendMarkdown('**\n\n');
  line(
    tags.length > 0
      ? vscode.l10n.t('Tags: {0}', orderedTags(tags).join(', '))
      : vscode.l10n.t('No tag: a newer image has taken it over'),
  );
  tooltip.appendCodeblock(digest, 'text');
  if (size !== undefined)
    line(
      connection.kind === 'local'
        ? vscode.l10n.t('{0} on this machine, layers that it shares with other images included', formatBytes(size))
        : vscode.l10n.t('{0} compressed', formatBytes(size)),
    );
  if (pushed !== undefined) {
    const time = pushed.toLocaleString();
    line(connection.kind === 'local' ? vscode.l10n.t('Built {0}', time) : vscode.l10n.t('Pushed {0}', time));
  }
  if (usedFor.length > 0) line(vscode.l10n.t('Runs of {0} scripts in this workspace use it', languageNames(usedFor)));
  if (connection.kind === 'aws') line(scanText(scan));
  return tooltip;
}

function scanText(scan: ImageScan | { readonly problem: string } | undefined): string {
  if (scan === undefined) return vscode.l10n.t('Not scanned for known vulnerabilities');
  if ('problem' in scan) return vscode.l10n.t('The result of its scan could not be read: {0}', scan.problem);
  if (scan.status !== 'COMPLETE' && scan.status !== 'ACTIVE') return vscode.l10n.t('Scan: {0}', scan.status);
  const counts = Object.entries(scan.findings).filter(([, count]) => count > 0);
  if (counts.length === 0) return vscode.l10n.t('Scanned: no known vulnerabilities');
  const found = counts.map(([severity, count]) => `${count} ${severity.toLowerCase()}`).join(', ');
  return vscode.l10n.t('Known vulnerabilities: {0}', found);
}

function imageIcon(isUsed: boolean, scan: ImageScan | undefined): vscode.ThemeIcon {
  if (isUsed) return new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'));
  const bad = (scan?.findings['CRITICAL'] ?? 0) + (scan?.findings['HIGH'] ?? 0) > 0;
  return bad
    ? new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'))
    : new vscode.ThemeIcon('layers');
}

function renderStorage({ engine, images, buildCache }: StorageNode): vscode.TreeItem {
  // What a narrow sidebar cuts comes last.
  const label = vscode.l10n.t('{0} of disk', formatBytes(images + buildCache));
  const item = new vscode.TreeItem(label);
  item.id = 'storage';
  if (buildCache >= leastTold)
    item.description = vscode.l10n.t('images {0}, build cache {1}', formatBytes(images), formatBytes(buildCache));
  item.tooltip = vscode.l10n.t(
    'All images of {0} on this machine take {1}, those of other programs too; its build cache takes {2}. Clean Up Images… removes old images that were built here and that nobody needs any more, after it has told which.',
    engine,
    formatBytes(images),
    formatBytes(buildCache),
  );
  item.iconPath = new vscode.ThemeIcon('database');
  item.contextValue = 'storage';
  item.accessibilityInformation = { label: [label, item.description].filter((part) => part !== undefined).join(', ') };
  return item;
}

function renderProblem({ problem }: EngineProblemNode): vscode.TreeItem {
  const isMissing = problem.code === 'EngineMissing';
  const text = isMissing
    ? vscode.l10n.t('No container engine on this machine')
    : problem.code === 'EngineStopped'
      ? vscode.l10n.t('The container engine does not run. Choose to try again.')
      : vscode.l10n.t('The container engine cannot be asked. Choose to try again.');
  const item = new vscode.TreeItem(text);
  item.id = 'engineProblem';
  item.description = errorText(problem);
  item.tooltip = errorText(problem);
  // Nobody has to have one: jobs run as processes.
  item.iconPath = isMissing
    ? new vscode.ThemeIcon('info')
    : new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  item.accessibilityInformation = { label: `${text} ${errorText(problem)}` };
  item.command = isMissing
    ? { command: commandIds.runDoctor, title: vscode.l10n.t('Run Doctor') }
    : { command: commandIds.refreshImages, title: vscode.l10n.t('Try Again') };
  return item;
}
