import * as vscode from 'vscode';
import { doctorVerdict } from '../../app/doctor/verdict.ts';
import { runDoctor, type DoctorCheck } from '../../app/runDoctor.ts';
import { AppError } from '../../core/errors.ts';
import { errorButton } from '../errors/errorButtons.ts';
import { interpreterCandidates } from '../run/interpreters.ts';
import type { Services } from '../services.ts';

const scheme = 'sagemaker-doctor';

/** Shows the reports of the doctor as read-only Markdown. */
export class DoctorReport implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #registration: vscode.Disposable;
  readonly onDidChange = this.#changed.event;
  readonly #uri = vscode.Uri.from({ scheme, path: `/${vscode.l10n.t('SageMaker Doctor')}.md` });
  #text = '';

  constructor() {
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);
  }

  provideTextDocumentContent(): string {
    return this.#text;
  }

  async show(checks: readonly DoctorCheck[]): Promise<void> {
    this.#text = reportText(checks, new Date());
    this.#changed.fire(this.#uri);
    await vscode.commands.executeCommand('markdown.showPreview', this.#uri);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}

/** Looks at what a run needs and shows a report, with a button for the first thing to mend. */
export async function runDoctorCommand(services: Services, report: DoctorReport): Promise<void> {
  const checks = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Checking this machine'),
      cancellable: true,
    },
    async (progress, token) => {
      const cancelled = new AbortController();
      token.onCancellationRequested(() => {
        cancelled.abort();
      });
      const open = vscode.window.activeTextEditor?.document.uri;
      return runDoctor({
        connection: services.settings.connection(),
        backends: services.backends,
        processes: services.processes,
        engines: services.engines,
        files: services.files,
        profiles: services.profiles,
        rCandidates: await interpreterCandidates('r', open, services.settings),
        pythonCandidates: await interpreterCandidates('python', open, services.settings),
        localRoot: services.localRoot,
        onCheck: (check) => {
          progress.report({ message: check.title });
        },
        signal: cancelled.signal,
      });
    },
  );
  await report.show(checks);
  void offerHelp(checks);
}

async function offerHelp(checks: readonly DoctorCheck[]): Promise<void> {
  const broken = checks.find((check) => check.state === 'missing' && check.action !== undefined);
  if (broken?.action === undefined) return;
  const button = errorButton(new AppError('Unexpected', '', { action: broken.action }));
  if (!button) return;
  const chosen = await vscode.window.showWarningMessage(
    `${broken.title}: ${broken.advice ?? broken.detail}`,
    button.title,
  );
  if (chosen === button.title) await button.run();
}

function reportText(checks: readonly DoctorCheck[], now: Date): string {
  const marks: Record<DoctorCheck['state'], string> = { found: '✓', limited: '!', missing: '✗', unneeded: '–' };
  const heading = ['', vscode.l10n.t('Looked at'), vscode.l10n.t('Found'), vscode.l10n.t('What to do')];
  const rows = checks.map(({ state, title, detail, advice }) => [
    marks[state],
    `**${title}**`,
    escaped(detail),
    escaped(advice ?? ''),
  ]);
  return [
    `# ${vscode.l10n.t('SageMaker Doctor')}`,
    `${escaped(doctorVerdict(checks))} ${vscode.l10n.t('Looked at {0}.', now.toLocaleString())}`,
    [heading, ['---', '---', '---', '---'], ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n'),
  ].join('\n\n');
}

function escaped(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>#|]/gu, String.raw`\$&`).replaceAll(/\s*\n\s*/gu, ' ');
}
