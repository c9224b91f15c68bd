import { randomUUID } from 'node:crypto';
import { mkdir, open, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import * as l10n from '@vscode/l10n';
import { AppError } from '../../core/errors.ts';
import type { CopyView, TableCopies, TableCopy } from '../../core/ports/tableCopies.ts';
import type { WorkerAnswer, WorkerRequest } from './messages.ts';

export interface TableCopiesOptions {
  /** Where copies lie while their tables are open. */
  readonly folder: string;
  /** Path of the thread's program. */
  readonly program: string;
}

/** Copies of tables in files that only this process can reach, and that go with it however it ends. */
export function createTableCopies({ folder, program }: TableCopiesOptions): TableCopies {
  return {
    async create() {
      await mkdir(folder, { recursive: true });
      const file = path.join(folder, `${randomUUID()}.table`);
      const handle = await open(file, 'wx+', 0o600);
      await rm(file);
      return new FileTableCopy(handle, program);
    },
  };
}

interface Asked extends CopyView {
  readonly resolve: (order: Uint32Array) => void;
  readonly reject: (error: unknown) => void;
}

class FileTableCopy implements TableCopy {
  readonly #handle: FileHandle;
  readonly #program: string;
  readonly #asked = new Map<number, Asked>();
  readonly #latest = new Int32Array(new SharedArrayBuffer(4));
  #worker: Worker | undefined;
  #last = 0;
  #size = 0;
  #isClosed = false;

  constructor(handle: FileHandle, program: string) {
    this.#handle = handle;
    this.#program = program;
  }

  get size(): number {
    return this.#size;
  }

  async append(bytes: Uint8Array): Promise<void> {
    await this.#handle.write(bytes, 0, bytes.length, this.#size);
    this.#size += bytes.length;
  }

  async read(start: number, end: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(Math.max(0, Math.min(end, this.#size) - start));
    const { bytesRead } = await this.#handle.read(bytes, 0, bytes.length, start);
    return bytes.subarray(0, bytesRead);
  }

  async view(view: CopyView): Promise<Uint32Array> {
    view.signal.throwIfAborted();
    if (this.#isClosed) throw closed();
    const id = ++this.#last;
    Atomics.store(this.#latest, 0, id);
    const { shape, marks, sort, filter } = view;
    const request: WorkerRequest = {
      id,
      descriptor: this.#handle.fd,
      latest: this.#latest,
      shape,
      marks,
      sort,
      filter,
    };
    const cancel = (): void => {
      Atomics.compareExchange(this.#latest, 0, id, 0);
      this.#asked.get(id)?.reject(new DOMException('cancelled', 'AbortError'));
    };
    view.signal.addEventListener('abort', cancel, { once: true });
    try {
      return await new Promise<Uint32Array>((resolve, reject) => {
        this.#asked.set(id, { ...view, resolve, reject });
        this.#worker ??= this.#start();
        this.#worker.postMessage(request);
      });
    } finally {
      this.#asked.delete(id);
      view.signal.removeEventListener('abort', cancel);
    }
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const { reject } of this.#asked.values()) reject(closed());
    void this.#end();
  }

  async #end(): Promise<void> {
    // The thread first: it reads what the handle has open.
    await this.#worker?.terminate();
    await this.#handle.close();
  }

  #start(): Worker {
    const worker = new Worker(this.#program);
    worker.unref();
    const lose = (error: unknown): void => {
      if (this.#worker === worker) this.#worker = undefined;
      for (const { reject } of this.#asked.values()) reject(error);
    };
    worker.on('message', (answer: WorkerAnswer) => {
      this.#take(answer);
    });
    worker.on('error', lose);
    worker.on('exit', (code) => {
      lose(new Error(`the thread of a table ended with ${code}`));
    });
    return worker;
  }

  #take(answer: WorkerAnswer): void {
    const asked = this.#asked.get(answer.id);
    if (!asked) return;
    if (answer.kind === 'progress') asked.onProgress?.(answer.done);
    else if (answer.kind === 'done') asked.resolve(answer.order);
    else if (answer.message === undefined) asked.reject(new DOMException('cancelled', 'AbortError'));
    else asked.reject(new AppError('Unexpected', answer.message));
  }
}

function closed(): AppError {
  return new AppError('NotFound', l10n.t('The table is closed. Open the file again.'));
}
