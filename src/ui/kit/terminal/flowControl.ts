import type { Clock } from '../../../core/ports/clock.ts';

/** Asks the terminal for its status; it answers once everything before the question is on its screen. */
const statusQuery = '\x1b[5n';
const statusAnswer = '\x1b[0n';

/** Characters per event to the terminal: small enough that a window's other messages get through between two. */
const chunkSize = 64 * 1024;
/** Characters between two questions. */
const questionEvery = 256 * 1024;
/** Questions left unanswered before writing waits: the terminal gives up text when too much is queued. */
const openQuestions = 6;
/** Milliseconds after which a terminal that does not answer is written to all the same. */
const patience = 1500;

export interface FlowControlOptions {
  readonly fire: (text: string) => void;
  readonly clock: Clock;
}

/** Writes to a terminal no faster than it can show, without ever holding up the extension host. */
export class FlowControl {
  readonly #options: FlowControlOptions;
  #sinceQuestion = 0;
  #open = 0;
  #answered: (() => void) | undefined;

  constructor(options: FlowControlOptions) {
    this.#options = options;
  }

  /** Resolves once the terminal may be given more. */
  async write(text: string): Promise<void> {
    let start = 0;
    while (start < text.length) {
      const end = endOfChunk(text, start + chunkSize);
      await this.#writeChunk(text.slice(start, end));
      start = end;
    }
  }

  /** Takes the terminal's answers out of what it sent; what is left was typed by the user. */
  takeAnswers(input: string): string {
    const parts = input.split(statusAnswer);
    if (parts.length > 1) {
      this.#open = Math.max(0, this.#open - (parts.length - 1));
      this.#answered?.();
    }
    return parts.join('');
  }

  async #writeChunk(chunk: string): Promise<void> {
    this.#sinceQuestion += chunk.length;
    if (this.#sinceQuestion < questionEvery) {
      this.#options.fire(chunk);
      return;
    }
    this.#sinceQuestion = 0;
    this.#open += 1;
    this.#options.fire(chunk + statusQuery);
    if (this.#open >= openQuestions) await this.#answer();
    else await this.#options.clock.sleep(0);
  }

  async #answer(): Promise<void> {
    const giveUp = new AbortController();
    const answered = new Promise<void>((resolve) => {
      this.#answered = resolve;
    });
    const tooLong = this.#options.clock.sleep(patience, giveUp.signal).then(
      () => {
        this.#open = 0;
      },
      () => undefined,
    );
    await Promise.race([answered, tooLong]);
    giveUp.abort();
    this.#answered = undefined;
  }
}

/** Not between the two halves of a character outside the basic plane. */
function endOfChunk(text: string, end: number): number {
  const last = text.charCodeAt(end - 1);
  return end < text.length && last >= 0xd800 && last <= 0xdbff ? end - 1 : end;
}
