import { setTimeout } from 'node:timers';
import { Worker } from 'node:worker_threads';
import * as z from 'zod';

/** Two large uploads at once keep two processors busy; more threads would only take turns. */
const mostThreads = 2;
/** Milliseconds after which a thread that has nothing to do ends. */
const idleTime = 10_000;
/** Bytes of one file that may wait for a thread. */
const mostWaiting = 2 * 1024 * 1024;

/** Kept as text, so that it needs no file of its own beside the bundled program. */
const program = `
  const { createHash } = require('node:crypto');
  const fs = require('node:fs');
  const { parentPort } = require('node:worker_threads');
  const files = new Map();
  function write(descriptor, chunks, size) {
    let written = size === 0 ? 0 : fs.writevSync(descriptor, chunks);
    if (written === size) return;
    const rest = Buffer.concat(chunks);
    while (written < size) written += fs.writeSync(descriptor, rest, written);
  }
  function take({ id, file, chunks, size, last }) {
    let open = files.get(id);
    if (open === undefined) {
      open = { descriptor: fs.openSync(file, 'wx', 0o600), md5: createHash('md5') };
      files.set(id, open);
    }
    if (open.failed) return;
    for (const chunk of chunks) open.md5.update(chunk);
    write(open.descriptor, chunks, size);
    // Frees the memory now: the collector would let much of it gather.
    for (const chunk of chunks) chunk.buffer.transfer(0);
    if (last) close(id);
    parentPort.postMessage({ id, size, md5: last ? open.md5.digest('hex') : undefined });
  }
  function close(id) {
    const open = files.get(id);
    files.delete(id);
    if (open?.descriptor !== undefined) fs.closeSync(open.descriptor);
  }
  parentPort.on('message', (message) => {
    try {
      if (message.chunks !== undefined) return take(message);
      close(message.id);
      parentPort.postMessage({ id: message.id, size: 0, closed: true });
    } catch ({ message: text, code }) {
      // Nothing more of this file is taken until it is given up.
      files.set(message.id, { ...files.get(message.id), failed: true });
      parentPort.postMessage({ id: message.id, size: 0, error: { message: text, code } });
    }
  });
`;

const answerSchema = z.object({
  id: z.number(),
  size: z.number(),
  md5: z.string().optional(),
  closed: z.boolean().optional(),
  error: z.object({ message: z.string(), code: z.string().optional() }).optional(),
});
type ThreadAnswer = z.infer<typeof answerSchema>;

interface Thread {
  readonly worker: Worker;
  readonly files: Map<number, (answer: ThreadAnswer | Error) => void>;
  ending: NodeJS.Timeout | undefined;
}

/**
 * Threads that write files and make their MD5s. What is written is handed over, not copied: the server's own thread only receives,
 * and its collector has none of it to look after.
 */
export class BlobThreads {
  readonly #threads: Thread[] = [];
  #lastFile = 0;

  /** A new file, which must not exist. */
  open(file: string): ThreadFile {
    const thread = this.#thread();
    const id = ++this.#lastFile;
    clearTimeout(thread.ending);
    const post = (message: object, transferred: readonly ArrayBuffer[] = []): void => {
      thread.worker.postMessage({ id, file, ...message }, transferred);
    };
    const ended = (): void => {
      thread.files.delete(id);
      if (thread.files.size > 0) return;
      thread.ending = setTimeout(() => {
        this.#forget(thread);
        void thread.worker.terminate();
      }, idleTime).unref();
    };
    const opened = new ThreadFile(post, ended);
    thread.files.set(id, (answer) => {
      opened.receive(answer);
    });
    return opened;
  }

  /** The one that has the least to do. */
  #thread(): Thread {
    const [least] = this.#threads.toSorted((one, other) => one.files.size - other.files.size);
    if (least !== undefined && (least.files.size === 0 || this.#threads.length === mostThreads)) return least;
    const worker = new Worker(program, { eval: true });
    const thread: Thread = { worker, files: new Map(), ending: undefined };
    worker.unref();
    worker.on('message', (message) => {
      const answer = answerSchema.parse(message);
      thread.files.get(answer.id)?.(answer);
    });
    worker.once('error', (error) => {
      this.#forget(thread);
      for (const fail of thread.files.values()) fail(error instanceof Error ? error : new Error(String(error)));
    });
    this.#threads.push(thread);
    return thread;
  }

  #forget(thread: Thread): void {
    const index = this.#threads.indexOf(thread);
    if (index >= 0) this.#threads.splice(index, 1);
  }
}

/** A file that a thread writes. */
export class ThreadFile {
  readonly #post: (message: object, transferred?: readonly ArrayBuffer[]) => void;
  readonly #ended: () => void;
  #waiting = 0;
  #failure: Error | undefined;
  #md5: string | undefined;
  #closed = false;
  #wake: (() => void) | undefined;

  constructor(post: (message: object, transferred?: readonly ArrayBuffer[]) => void, ended: () => void) {
    this.#post = post;
    this.#ended = ended;
  }

  /** Takes the chunks over: they are empty afterwards. Resolves when more may come. */
  async write(chunks: readonly Uint8Array[], size: number, last = false): Promise<void> {
    this.#waiting += size;
    const own = chunks.map(ownMemory);
    const memory = own.map(({ buffer }) => buffer);
    this.#post({ chunks: own, size, last }, memory);
    await this.#until(() => this.#waiting <= mostWaiting);
  }

  /** Ends the file; its MD5 in hex. */
  async finish(chunks: readonly Uint8Array[], size: number): Promise<string> {
    await this.write(chunks, size, true);
    await this.#until(() => this.#md5 !== undefined);
    this.#ended();
    return this.#md5 ?? '';
  }

  /** Closes a file that is not to be; it can be removed then. */
  async abandon(): Promise<void> {
    const failed = this.#failure;
    this.#failure = undefined;
    this.#post({});
    await this.#until(() => this.#closed).catch(() => undefined);
    this.#failure = failed;
    this.#ended();
  }

  receive(answer: ThreadAnswer | Error): void {
    if (answer instanceof Error) {
      // Of the thread itself, which answers nothing any more.
      this.#failure = answer;
      this.#closed = true;
    } else {
      this.#waiting -= answer.size;
      this.#md5 = answer.md5;
      this.#closed = answer.closed === true;
      // An error loses its code on the way.
      if (answer.error !== undefined)
        this.#failure = Object.assign(new Error(answer.error.message), { code: answer.error.code });
    }
    this.#wake?.();
  }

  async #until(done: () => boolean): Promise<void> {
    while (!done()) {
      if (this.#failure !== undefined) throw this.#failure;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    if (this.#failure !== undefined) throw this.#failure;
  }
}

/** A chunk that is all of its memory, which alone can be handed over; a copy of one that is not. */
function ownMemory(chunk: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = chunk;
  const whole = buffer instanceof ArrayBuffer && buffer.byteLength === chunk.byteLength;
  return whole ? new Uint8Array(buffer) : new Uint8Array(chunk);
}
