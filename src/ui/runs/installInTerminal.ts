import process from 'node:process';
import * as vscode from 'vscode';
import { installPackages } from '../../app/packages/installPackages.ts';
import { isAbort } from '../../core/errors.ts';
import { BuildOutput } from '../images/build/buildOutput.ts';
import { LogTerminal, type TerminalOutput, type TerminalProgram } from '../kit/terminal/logTerminal.ts';
import { reportInTerminal } from '../kit/terminal/reportInTerminal.ts';
import type { Services } from '../kit/services.ts';
import type { InstallablePackages } from './installablePackages.ts';

/** Installs packages for jobs of this machine, in a terminal that shows how. Whether they are there then; Ctrl+C or closing it cancels. */
export async function installInTerminal(
  installable: InstallablePackages,
  names: string,
  services: Services,
): Promise<boolean> {
  const program = new InstallProgram(installable, names, services);
  const terminal = vscode.window.createTerminal({
    name: vscode.l10n.t('Install {0}', names),
    iconPath: new vscode.ThemeIcon('package'),
    pty: new LogTerminal(program, services.clock, false),
  });
  terminal.show();
  const isInstalled = await program.installed;
  // The run that follows has a terminal of its own.
  if (isInstalled) terminal.dispose();
  return isInstalled;
}

class InstallProgram implements TerminalProgram {
  readonly installed: Promise<boolean>;
  readonly #installable: InstallablePackages;
  readonly #names: string;
  readonly #services: Services;
  readonly #cancelled = new AbortController();
  #end: (isInstalled: boolean) => void = () => undefined;

  constructor(installable: InstallablePackages, names: string, services: Services) {
    this.#installable = installable;
    this.#names = names;
    this.#services = services;
    this.installed = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  async run(terminal: TerminalOutput, closed: AbortSignal): Promise<number | undefined> {
    const { processes, files, folders, localRoot: root, clock, logger } = this.#services;
    const output = new BuildOutput(terminal, clock);
    output.line(vscode.l10n.t('Installing {0} for jobs on this machine. Ctrl+C cancels.', this.#names));
    try {
      await installPackages({
        ...this.#installable,
        ...{ processes, files, folders, root, environment: process.env },
        onOutput: (text) => {
          output.write(text);
        },
        signal: AbortSignal.any([closed, this.#cancelled.signal]),
      });
      output.line(vscode.l10n.t('Installed.'), '32');
      output.end();
      this.#end(true);
      return 0;
    } catch (error) {
      if (isAbort(error)) output.line(vscode.l10n.t('Cancelled: nothing was installed.'), '33');
      output.end();
      this.#end(false);
      if (!isAbort(error)) await reportInTerminal(error, terminal, logger);
      return 1;
    }
  }

  interrupt(): void {
    this.#cancelled.abort();
  }

  left(): void {
    this.#cancelled.abort();
  }
}
