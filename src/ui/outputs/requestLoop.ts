import { AppError, errorText, isAbort, isAppError } from '../../core/errors.ts';
import type { Logger } from '../../core/ports/logger.ts';
import { readMessageToHost, readParams, type MessageToWebview } from '../../protocol/envelope.ts';
import type { Params, RequestName, Result } from '../../protocol/outputs.ts';

export type Handlers = {
  readonly [K in RequestName]: (params: Params<K>, signal: AbortSignal) => Promise<Result<K>>;
};

export interface RequestLoopOptions {
  /** What this webview may ask for. */
  readonly handlers: Partial<Handlers>;
  /** Hands a message to the webview. */
  readonly post: (message: MessageToWebview) => void;
  readonly logger: Logger;
}

/** Answers the requests of a webview, one by one or many at once. */
export class RequestLoop {
  readonly #options: RequestLoopOptions;
  readonly #running = new Map<number, AbortController>();

  constructor(options: RequestLoopOptions) {
    this.#options = options;
  }

  /** A message of the webview. Resolves when it is answered; what is no message of ours is passed over. */
  async receive(value: unknown): Promise<void> {
    const message = readMessageToHost(value);
    if (message?.kind === 'cancel') this.#running.get(message.id)?.abort();
    if (message?.kind !== 'request') return;
    const { id, name } = message;
    const { handlers, post, logger } = this.#options;
    const abort = new AbortController();
    this.#running.set(id, abort);
    try {
      post({ kind: 'answer', id, result: await answer(handlers, name, message.params, abort.signal) });
    } catch (error) {
      const code = isAppError(error) ? error.code : error instanceof Error ? error.name : 'Unexpected';
      if (!isAppError(error) && !isAbort(error)) logger.error(`outputs: ${name}`, error);
      post({ kind: 'failure', id, error: { code, message: errorText(error) } });
    } finally {
      this.#running.delete(id);
    }
  }

  dispose(): void {
    for (const abort of this.#running.values()) abort.abort();
  }
}

function answer<K extends RequestName>(
  handlers: Partial<Handlers>,
  name: K,
  params: unknown,
  signal: AbortSignal,
): Promise<Result<K>> {
  const handler: Handlers[K] | undefined = handlers[name];
  if (!handler) throw new AppError('InvalidArgument', name);
  return handler(readParams(name, params), signal);
}
