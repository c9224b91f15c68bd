import {
  readEvent,
  readMessageToWebview,
  readResult,
  type Failure,
  type MessageToHost,
} from '../../src/protocol/envelope.ts';
import type { EventName, EventOf, Params, RequestName, Result } from '../../src/protocol/outputs.ts';

/** What the editor gives a webview to talk through. */
export interface WebviewApi {
  postMessage(message: unknown): void;
  setState(state: unknown): void;
  getState(): unknown;
}

/** A request that the host could not fulfil; the message is for people. */
export class HostError extends Error {
  override readonly name = 'HostError';
  readonly code: string;

  constructor({ code, message }: Failure) {
    super(message);
    this.code = code;
  }
}

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The extension host, as the webview sees it: requests with answers, and events. */
export class Host {
  readonly #api: WebviewApi;
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Map<EventName, Set<(payload: unknown) => void>>();
  /** Begins where no page before this one in the same tab ended: an answer meant for that one is none of ours. */
  #last = Date.now();

  constructor(api: WebviewApi) {
    this.#api = api;
    window.addEventListener('message', (event: MessageEvent<unknown>) => {
      this.#receive(event.data);
    });
  }

  async request<K extends RequestName>(name: K, params: Params<K>, signal?: AbortSignal): Promise<Result<K>> {
    signal?.throwIfAborted();
    const id = ++this.#last;
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#pending.set(id, { resolve, reject });
    const cancel = () => {
      this.#post({ kind: 'cancel', id });
      reject(new DOMException('cancelled', 'AbortError'));
    };
    signal?.addEventListener('abort', cancel, { once: true });
    this.#post({ kind: 'request', id, name, params });
    try {
      return readResult(name, await promise);
    } finally {
      this.#pending.delete(id);
      signal?.removeEventListener('abort', cancel);
    }
  }

  /** Returns what ends the listening. */
  on<K extends EventName>(name: K, listener: (payload: EventOf<K>) => void): () => void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners);
    const read = (payload: unknown) => {
      listener(readEvent(name, payload));
    };
    listeners.add(read);
    return () => listeners.delete(read);
  }

  #post(message: MessageToHost): void {
    this.#api.postMessage(message);
  }

  #receive(value: unknown): void {
    const message = readMessageToWebview(value);
    if (message?.kind === 'answer') this.#pending.get(message.id)?.resolve(message.result);
    else if (message?.kind === 'failure') this.#pending.get(message.id)?.reject(new HostError(message.error));
    else if (message) for (const listener of this.#listeners.get(message.name) ?? []) listener(message.payload);
  }
}
