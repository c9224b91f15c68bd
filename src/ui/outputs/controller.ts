import type { JobId } from '../../core/jobs/jobRef.ts';
import type { MessageToWebview } from '../../protocol/envelope.ts';
import type { EventName, EventOf } from '../../protocol/outputs.ts';
import { Answers, type AnswersOptions } from './answers.ts';
import { RequestLoop } from './requestLoop.ts';

export interface ControllerOptions extends AnswersOptions {
  /** Hands a message to the webview. */
  readonly post: (message: MessageToWebview) => void;
}

/** The host's side of one Outputs webview: answers its requests, and tells it what changed. */
export class OutputsController {
  readonly #options: ControllerOptions;
  readonly #answers: Answers;
  readonly #loop: RequestLoop;

  constructor(options: ControllerOptions) {
    this.#options = options;
    this.#answers = new Answers(options, (name, payload) => {
      this.tell(name, payload);
    });
    const { handlers } = this.#answers;
    this.#loop = new RequestLoop({ handlers, post: options.post, logger: options.logger });
  }

  /** A message of the webview. Resolves when it is answered; what is no message of ours is passed over. */
  receive(value: unknown): Promise<void> {
    return this.#loop.receive(value);
  }

  tell<K extends EventName>(name: K, payload: EventOf<K>): void {
    this.#options.post({ kind: 'event', name, payload });
  }

  /** Lists the job again and tells the webview what is there now. */
  async refresh(job: JobId): Promise<void> {
    this.tell('outputs', await this.#answers.handlers.list({ job: job.key() }, new AbortController().signal));
  }

  /** While visible, a running job's outputs are listed again from time to time, and once more when it has ended. */
  setVisible(visible: boolean): void {
    this.#answers.setVisible(visible);
  }

  dispose(): void {
    this.#loop.dispose();
    this.#answers.dispose();
  }
}
