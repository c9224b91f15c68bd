import * as vscode from 'vscode';
import type { BuildStep } from '../../../app/images/buildAndPushImage.ts';
import { CancelledBuild } from '../../../app/images/cancelledBuild.ts';
import { errorText, isAbort } from '../../../core/errors.ts';
import type { DockerfileProblem } from '../../../core/images/dockerfileProblem.ts';
import { languageName } from '../../../core/scripts/language.ts';
import { showError } from '../../kit/errors/showError.ts';
import { commandIds } from '../../kit/ids.ts';
import type { TerminalOutput, TerminalProgram } from '../../kit/terminal/logTerminal.ts';
import { writeError } from '../../kit/terminal/reportInTerminal.ts';
import type { Services } from '../../kit/services.ts';
import { BuildOutput } from './buildOutput.ts';
import { buildStepText } from './buildText.ts';
import type { DockerfileProblems } from './dockerfileProblems.ts';
import { askImageLanguage } from './imageLanguage.ts';
import { notifyBuilt } from './notifyBuilt.ts';
import type { FinishedBuild } from './runBuild.ts';

const cancelledExitCode = 130;

export interface BuildProgramOptions {
  readonly definition: vscode.TaskDefinition;
  readonly folder: vscode.WorkspaceFolder | undefined;
  readonly services: Services;
  readonly problems: DockerfileProblems;
  readonly onFinished?: (built: FinishedBuild) => void;
  /** Told why it failed; a build that was cancelled did not. */
  readonly onFailed?: (reason: string) => void;
  /** Brings up the terminal that shows the build. */
  readonly showLog: () => void;
  /** Starts the build anew. */
  readonly retry: () => Promise<unknown>;
}

/** Builds an image and shows how; Ctrl+C, or closing the terminal, cancels. */
export class BuildProgram implements TerminalProgram {
  readonly #options: BuildProgramOptions;
  readonly #cancelled = new AbortController();
  readonly #there = new CancelledBuild();
  #dockerfile: string | undefined;
  #problem: DockerfileProblem | undefined;
  #output: BuildOutput | undefined;

  constructor(options: BuildProgramOptions) {
    this.#options = options;
  }

  async run(terminal: TerminalOutput, closed: AbortSignal): Promise<number> {
    const { services, definition, folder, problems } = this.#options;
    const output = new BuildOutput(terminal, services.clock);
    this.#output = output;
    try {
      const { runBuild } = await import('./runBuild.ts');
      const built = await runBuild({
        definition,
        folder,
        services,
        onSpec: ({ dockerfile }) => {
          this.#dockerfile = dockerfile;
          problems.clear(dockerfile);
        },
        onProgress: (step) => {
          this.#tell(step, output);
        },
        onOutput: (text) => {
          output.write(text);
        },
        onProblem: (problem) => {
          this.#show(problem, output);
        },
        signal: AbortSignal.any([closed, this.#cancelled.signal]),
      });
      this.#finish(built, output);
      this.#options.onFinished?.(built);
      return 0;
    } catch (error) {
      if (isAbort(error) || error instanceof vscode.CancellationError) {
        output.line(this.#there.text(), '33');
        return cancelledExitCode;
      }
      output.end();
      await terminal.write('\r\n');
      await writeError(error, terminal);
      this.#fail(error);
      return 1;
    } finally {
      output.end();
    }
  }

  interrupt(): void {
    this.#output?.line(vscode.l10n.t('Cancelling…'), '33');
    this.#cancelled.abort();
  }

  left(): void {
    // The signal that the terminal was closed cancels the build.
  }

  #tell(step: BuildStep, output: BuildOutput): void {
    this.#there.after(step);
    const text = buildStepText(step);
    if (text !== undefined) output.line(text);
    // On Local a repository is but the name of an image; in an account it is there for all to see.
    if (step.kind === 'repository' && step.isNew && step.scansOnPush)
      void vscode.window.showInformationMessage(text ?? '');
  }

  #show(problem: DockerfileProblem, output: BuildOutput): void {
    if (this.#dockerfile === undefined) return;
    this.#problem = problem;
    this.#options.problems.set(this.#dockerfile, problem);
    output.line(`${this.#dockerfile}:${problem.line}: ${problem.message}`, '31');
  }

  #fail(error: unknown): void {
    const { services, onFailed, showLog, retry } = this.#options;
    onFailed?.(errorText(error));
    const failed = { error, dockerfile: this.#dockerfile, problem: this.#problem, showLog, retry };
    import('./showBuildFailure.ts')
      .then(({ showBuildFailure }) => showBuildFailure(failed, services.logger))
      .catch((thrown: unknown) => showError(thrown, services.logger));
  }

  #finish({ uri, digest, dockerfile, language, isUnchanged, isNew }: FinishedBuild, output: BuildOutput): void {
    const { services } = this.#options;
    void vscode.commands.executeCommand(commandIds.refreshImages);
    services.logger.info(`built ${uri} (${digest})`);
    output.line('');
    output.line(isUnchanged ? vscode.l10n.t('Image (as it was): {0}', uri) : vscode.l10n.t('Image: {0}', uri), '32');
    output.line(vscode.l10n.t('Digest: {0}', digest), '0');
    if (language === undefined) return;
    if (language !== 'unknown') {
      output.line(vscode.l10n.t('{0} scripts of this workspace run in it from now on.', languageName(language)), '0');
      // Whoever waits for it goes on by itself: a run that was asked for needs no button that runs a script.
      // Nor does a run that depends on a build in which nothing changed.
      if (this.#options.onFinished || !isNew) return;
      notifyBuilt({ uri, language, dockerfile }, services).catch((error: unknown) => showError(error, services.logger));
      return;
    }
    output.line(vscode.l10n.t('Which scripts run in it is asked above.'), '0');
    // The build is over: what depends on it goes on.
    askImageLanguage(uri, dockerfile, services).catch((error: unknown) => showError(error, services.logger));
  }
}
