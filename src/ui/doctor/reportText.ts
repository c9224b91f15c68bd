import * as vscode from 'vscode';
import type { DoctorCheck } from '../../app/doctor/check.ts';
import { doctorVerdict } from '../../app/doctor/verdict.ts';
import { escapeMarkdown } from '../../core/text/markdown.ts';

/** The report as Markdown: a list, which a narrow window wraps; of a table it would hide the last column. */
export function reportText(checks: readonly DoctorCheck[], now: Date): string {
  const heading = `# ${vscode.l10n.t('SageMaker Doctor')}`;
  const verdict = `${escapeMarkdown(doctorVerdict(checks))} ${vscode.l10n.t('Looked at {0}.', now.toLocaleString())}`;
  return [heading, verdict, checks.map(entry).join('\n')].join('\n\n');
}

function entry({ state, title, detail, advice }: DoctorCheck): string {
  const marks: Record<DoctorCheck['state'], string> = { found: '✓', limited: '!', missing: '✗', unneeded: '–' };
  const found = `- ${marks[state]} **${escapeMarkdown(title)}**: ${escapeMarkdown(detail)}`;
  if (advice === undefined) return found;
  // Two spaces end a line within an entry.
  return `${found}  \n  *${vscode.l10n.t('What to do:')}* ${escapeMarkdown(advice)}`;
}
