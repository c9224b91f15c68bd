import { isAbort, isAppError, errorText } from '../../core/errors.ts';
import type { JobId } from '../../core/jobs/jobRef.ts';
import { readMessageToHost, readParams, type MessageToWebview } from '../../protocol/envelope.ts';
import type { EventName, EventOf, RequestName, Result } from '../../protocol/outputs.ts';
import { Answers, type AnswersOptions, type Handlers } from './answers.ts';

export interface ControllerOptions extends AnswersOptions {
  /** Hands a message to the webview. */
  readonly post: (message: MessageToWebview) => void;
}

/** The host's side of one Outputs webview: answers its requests, one by one or many at once, and tells it what changed. */
export class OutputsController {
  readonly #options: ControllerOptions;
  readonly #running = new Map<number, AbortController>();
  readonly #answers: Answers;

  constructor(options: ControllerOptions) {
    this.#options = options;
    this.#answers = new Answers(options, (name, payload) => {
      this.tell(name, payload);
    });
  }

  /** A message of the webview. Resolves when it is answered; what is no message of ours is passed over. */
  async receive(value: unknown): Promise<void> {
    const message = readMessageToHost(value);
    if (message?.kind === 'cancel') this.#running.get(message.id)?.abort();
    if (message?.kind !== 'request') return;
    const { id, name } = message;
    const abort = new AbortController();
    this.#running.set(id, abort);
    try {
      const result = await answer(this.#answers.handlers, name, message.params, abort.signal);
      this.#options.post({ kind: 'answer', id, result });
    } catch (error) {
      const code = isAppError(error) ? error.code : error instanceof Error ? error.name : 'Unexpected';
      if (!isAppError(error) && !isAbort(error)) this.#options.logger.error(`outputs: ${name}`, error);
      this.#options.post({ kind: 'failure', id, error: { code, message: errorText(error) } });
    } finally {
      this.#running.delete(id);
    }
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
    for (const abort of this.#running.values()) abort.abort();
    this.#answers.dispose();
  }
}

function answer<K extends RequestName>(
  handlers: Handlers,
  name: K,
  params: unknown,
  signal: AbortSignal,
): Promise<Result<K>> {
  return handlers[name](readParams(name, params), signal);
}
