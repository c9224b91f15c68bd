import { l10n } from 'vscode';
import type { DoctorCheck } from '../../app/doctor/check.ts';
import { doctorVerdict } from '../../app/doctor/verdict.ts';

/** The report as Markdown: a list, which a narrow window wraps; of a table it would hide the last column. */
export function reportText(checks: readonly DoctorCheck[], now: Date): string {
  const heading = `# ${l10n.t('SageMaker Doctor')}`;
  const verdict = `${escaped(doctorVerdict(checks))} ${l10n.t('Looked at {0}.', now.toLocaleString())}`;
  return [heading, verdict, checks.map(entry).join('\n')].join('\n\n');
}

function entry({ state, title, detail, advice }: DoctorCheck): string {
  const marks: Record<DoctorCheck['state'], string> = { found: '✓', limited: '!', missing: '✗', unneeded: '–' };
  const found = `- ${marks[state]} **${escaped(title)}**: ${escaped(detail)}`;
  if (advice === undefined) return found;
  // Two spaces end a line within an entry.
  return `${found}  \n  *${l10n.t('What to do:')}* ${escaped(advice)}`;
}

function escaped(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>#|]/gu, String.raw`\$&`).replaceAll(/\s*\n\s*/gu, ' ');
}
