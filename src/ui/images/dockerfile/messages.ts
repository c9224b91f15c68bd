import * as vscode from 'vscode';
import type { ImageCheck } from '../../../app/dockerfile/checkImage.ts';
import { shortImage } from '../../../core/aws/imageUri.ts';
import { noteText } from '../../../core/dockerfile/writeDockerfile.ts';
import { imageInterpreter, languageName } from '../../../core/scripts/language.ts';
import type { CodeNeeds, PackageNeed, Unresolved } from '../../../core/scripts/needs.ts';
import { messageText } from '../../kit/errors/messageText.ts';

export interface CheckFindings {
  readonly check: ImageCheck;
  readonly needs: CodeNeeds;
  readonly image: string;
  /** Files that the script brings in and the run does not send along. */
  readonly unsent?: readonly string[];
}

/** Whether an image holds all that code needs, whatever its versions. */
export function isAllThere({ hasInterpreter, missing, unknown }: ImageCheck): boolean {
  return hasInterpreter && missing.length === 0 && unknown.length === 0;
}

/** What a check found, in a sentence or two. */
export function checkText({ check, needs, image, unsent = [] }: CheckFindings): string {
  const name = shortImage(image);
  const sentences: string[] = [];
  if (!check.hasInterpreter)
    sentences.push(
      vscode.l10n.t('{0} has no {1}, so it cannot run the script.', name, imageInterpreter[needs.language]),
    );
  else if (check.missing.length > 0) sentences.push(lackText(name, check.missing, needs));
  if (check.unknown.length > 0)
    sentences.push(
      vscode.l10n.t(
        'Not found: {0}. This is no file of the folder and no package that is known here. If it is a file of your own, put it beside the script; if it is a package, add it to the Dockerfile.',
        check.unknown.map(withPlace).join(', '),
      ),
    );
  if (unsent.length > 0)
    sentences.push(
      vscode.l10n.t(
        'Not sent to the job: {0}. The script brings it in, but it lies outside of the folder that is sent, or ignore rules leave it out. Choose a folder that holds both as the code folder (Run with Options…).',
        unsent.join(', '),
      ),
    );
  const different = check.different
    .map(({ need, version }) => `${need.name} ${version} (${need.version ?? need.constraint ?? ''})`)
    .join(', ');
  if (different !== '')
    sentences.push(vscode.l10n.t('Other versions than the project asks for, in brackets: {0}.', different));
  if (sentences.length === 0)
    sentences.push(vscode.l10n.t('{0} has all that the script needs. Packages: {1}.', name, String(check.checked)));
  return sentences.join(' ');
}

function lackText(image: string, missing: readonly PackageNeed[], { scripts, language }: CodeNeeds): string {
  const names = missing.map(({ name }) => name).join(', ');
  const [script = ''] = scripts;
  return missing.length === 1
    ? vscode.l10n.t('{0} needs the {1} package {2}, which {3} lacks.', script, languageName(language), names, image)
    : vscode.l10n.t('{0} needs the {1} packages {2}, which {3} lacks.', script, languageName(language), names, image);
}

/** By the name that the code uses, and where it does. */
function withPlace({ name, module, places }: PackageNeed): string {
  const [place] = places;
  return place ? `${module ?? name} (${place.file}:${place.line})` : (module ?? name);
}

/** Packages that a message names. */
const named = 5;

/** The names of packages for a message: the first of them, and how many more there are. */
export function packageNames(packages: readonly PackageNeed[]): string {
  const names = packages
    .slice(0, named)
    .map(({ name }) => name)
    .join(', ');
  const more = packages.length - named;
  return more > 0 ? vscode.l10n.t('{0} and {1} more', names, String(more)) : names || vscode.l10n.t('none');
}

/** The first of what could not be resolved, as a sentence of a message, and how many more there are; empty when all was. */
export function unresolvedText(notes: readonly Unresolved[]): string {
  const [first] = notes;
  if (!first) return '';
  const more = notes.length > 1 ? ` ${vscode.l10n.t('(and {0} more)', String(notes.length - 1))}` : '';
  return vscode.l10n.t('To look at: {0}', messageText(noteText(first))) + more;
}
