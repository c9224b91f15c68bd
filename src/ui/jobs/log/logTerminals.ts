import * as vscode from 'vscode';
import type { Connection } from '../../../core/connection.ts';
import type { JobId } from '../../../core/jobs/jobRef.ts';
import type { RunKeeper } from './runKeeper.ts';
import type { Services } from '../../kit/services.ts';
import { FollowProgram } from './followProgram.ts';
import { LogTerminal } from '../../kit/terminal/logTerminal.ts';

/** The log terminals of this window: each job has one at most. */
export class LogTerminals implements vscode.Disposable {
  readonly #services: Services;
  readonly #keeper: RunKeeper;
  /** By the job's key. */
  readonly #followed = new Map<string, vscode.Terminal>();
  /** Keys of jobs by the name of the task terminal that shows them: a later run of the same name takes the terminal over. */
  readonly #taskJobs = new Map<string, string>();
  readonly #closed: vscode.Disposable;

  constructor(services: Services, keeper: RunKeeper) {
    this.#services = services;
    this.#keeper = keeper;
    this.#closed = vscode.window.onDidCloseTerminal((terminal) => {
      for (const [job, known] of this.#followed) if (known === terminal) this.#followed.delete(job);
    });
  }

  /** The terminal of a task shows this job now. */
  taskShows(taskName: string, job: JobId): void {
    this.#taskJobs.set(taskName, job.key());
  }

  /** Brings the job's log up: in the terminal it already has, or in a new one. */
  show(connection: Connection, job: JobId, preserveFocus = false): vscode.Terminal {
    const terminal = this.#followed.get(job.key()) ?? this.#ofTask(job) ?? this.#open(connection, job);
    terminal.show(preserveFocus);
    return terminal;
  }

  /** Brings a task's terminal up again, when another took its place. */
  reveal(taskName: string): void {
    vscode.window.terminals.findLast(({ name }) => name === taskName)?.show(true);
  }

  dispose(): void {
    this.#closed.dispose();
  }

  #ofTask(job: JobId): vscode.Terminal | undefined {
    const names = [...this.#taskJobs].filter(([, shown]) => shown === job.key()).map(([name]) => name);
    const terminals = vscode.window.terminals.filter((terminal) => names.includes(terminal.name));
    // Of two terminals with one name nobody knows which shows the job.
    return terminals.length === 1 ? terminals[0] : undefined;
  }

  #open(connection: Connection, job: JobId): vscode.Terminal {
    const program = new FollowProgram({ connection, job, services: this.#services, keeper: this.#keeper });
    const terminal = vscode.window.createTerminal({
      name: job.name,
      iconPath: new vscode.ThemeIcon('output'),
      pty: new LogTerminal(program, this.#services.clock, false),
      isTransient: true,
    });
    this.#followed.set(job.key(), terminal);
    return terminal;
  }
}
