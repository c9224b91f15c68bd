import type { Clock } from '../../../core/ports/clock.ts';
import { formatDuration } from '../../../core/format.ts';
import type { TerminalOutput } from '../../kit/terminal/logTerminal.ts';

const eraseLine = '\r\u001B[K';
/** Milliseconds of silence after which the time is shown. */
const silence = 2000;

/** Writes what an engine prints to a terminal. When it prints nothing for a while, a line tells that, and how long, it works. */
export class BuildOutput {
  readonly #output: TerminalOutput;
  readonly #clock: Clock;
  readonly #ended = new AbortController();
  readonly #started: number;
  #last: number;
  #isAtStart = true;
  #isTimeShown = false;

  constructor(output: TerminalOutput, clock: Clock) {
    this.#output = output;
    this.#clock = clock;
    this.#started = clock.now().getTime();
    this.#last = this.#started;
    void this.#tick();
  }

  /** Text as an engine prints it. */
  write(text: string): void {
    if (text === '') return;
    this.#last = this.#clock.now().getTime();
    void this.#output.write(this.#erased() + text.replaceAll(/\r?\n/gu, '\r\n'));
    this.#isAtStart = text.endsWith('\n');
  }

  /** A line of our own. */
  line(text: string, style = '1'): void {
    this.write(`${this.#isAtStart ? '' : '\n'}\u001B[${style}m${text}\u001B[0m\n`);
  }

  end(): void {
    this.#ended.abort();
    if (this.#isTimeShown) void this.#output.write(this.#erased());
  }

  async #tick(): Promise<void> {
    for (;;) {
      try {
        await this.#clock.sleep(1000, this.#ended.signal);
      } catch {
        return;
      }
      const now = this.#clock.now().getTime();
      if (now - this.#last < silence || !this.#isAtStart) continue;
      const told = formatDuration(now - this.#started);
      void this.#output.write(`${this.#erased()}\u001B[2m… ${told}\u001B[0m`);
      this.#isTimeShown = true;
    }
  }

  #erased(): string {
    const text = this.#isTimeShown ? eraseLine : '';
    this.#isTimeShown = false;
    return text;
  }
}
