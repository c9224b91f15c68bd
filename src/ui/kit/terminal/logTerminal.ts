import * as vscode from 'vscode';
import type { Clock } from '../../../core/ports/clock.ts';
import { FlowControl } from './flowControl.ts';

export interface TerminalOutput {
  /** Resolves once the terminal may be given more. */
  write(text: string): Promise<void>;
  rename(title: string): void;
}

/** What runs in a log terminal. */
export interface TerminalProgram {
  /** Runs to the end and returns the exit code; undefined when it came to nothing. The signal fires when the terminal is closed. */
  run(output: TerminalOutput, closed: AbortSignal): Promise<number | undefined>;
  /** The user pressed Ctrl+C. */
  interrupt(): void;
  /** The terminal was closed while the program ran. */
  left(): void;
}

const interrupt = '\x03';
/** Nothing can be typed here. */
const hideCursor = '\x1b[?25l';

/** A terminal that shows what a program of ours writes. */
export class LogTerminal implements vscode.Pseudoterminal {
  readonly #program: TerminalProgram;
  readonly #endsWithProgram: boolean;
  readonly #written = new vscode.EventEmitter<string>();
  readonly #renamed = new vscode.EventEmitter<string>();
  readonly #ended = new vscode.EventEmitter<number | undefined>();
  readonly #closed = new AbortController();
  readonly #flow: FlowControl;
  #running = false;

  readonly onDidWrite = this.#written.event;
  readonly onDidChangeName = this.#renamed.event;
  readonly onDidClose = this.#ended.event;

  /** `endsWithProgram`: a task's terminal ends with its program; one that is only read stays until it is closed. */
  constructor(program: TerminalProgram, clock: Clock, endsWithProgram: boolean) {
    this.#program = program;
    this.#endsWithProgram = endsWithProgram;
    this.#flow = new FlowControl({
      clock,
      fire: (text) => {
        this.#written.fire(text);
      },
    });
  }

  open(): void {
    void this.#run();
  }

  close(): void {
    this.#closed.abort();
    if (this.#running) this.#program.left();
  }

  handleInput(data: string): void {
    if (this.#flow.takeAnswers(data).includes(interrupt) && this.#running) this.#program.interrupt();
  }

  async #run(): Promise<void> {
    this.#running = true;
    const output: TerminalOutput = {
      write: (text) => this.#flow.write(text),
      rename: (title) => {
        this.#renamed.fire(title);
      },
    };
    await output.write(hideCursor);
    const exitCode = await this.#program.run(output, this.#closed.signal);
    this.#running = false;
    if (this.#endsWithProgram) this.#ended.fire(exitCode);
  }
}
