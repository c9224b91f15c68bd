import * as vscode from 'vscode';
import { noteText } from '../../../core/dockerfile/writeDockerfile.ts';
import type { Unresolved } from '../../../core/scripts/needs.ts';
import { messageText } from '../../kit/errors/messageText.ts';

/** The first of what could not be resolved, as a sentence of a message, and how many more there are; empty when all was. */
export function toLookAt(notes: readonly Unresolved[]): string {
  const [first] = notes;
  if (!first) return '';
  const more = notes.length > 1 ? ` ${vscode.l10n.t('(and {0} more)', String(notes.length - 1))}` : '';
  return vscode.l10n.t('To look at: {0}', messageText(noteText(first))) + more;
}
