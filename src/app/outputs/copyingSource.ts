import type { TableCopies, TableCopy } from '../../core/ports/tableCopies.ts';
import type { ByteSource } from './byteSource.ts';

const stretch = 4 * 1024 * 1024;

/** A source of which a copy is made on this machine as it is read on from the front; what the copy has is read from there. */
export class CopyingSource implements ByteSource {
  readonly size: number;
  readonly #source: ByteSource;
  readonly #copies: TableCopies;
  #copy: Promise<TableCopy> | undefined;
  #copied = 0;
  /** One stretch after the other. */
  #filling: Promise<void> = Promise.resolve();
  readonly #closing = new AbortController();

  constructor(source: ByteSource, copies: TableCopies) {
    this.#source = source;
    this.#copies = copies;
    this.size = source.size;
  }

  async read(start: number, end: number, signal?: AbortSignal): Promise<Uint8Array> {
    const last = Math.min(end, this.size);
    if (this.#copy && last <= this.#copied) return (await this.#copy).read(start, last);
    return this.#source.read(start, end, signal);
  }

  /** As `read`, for whoever reads everything: what is not in the copy goes into it. */
  async readOn(start: number, end: number, signal?: AbortSignal): Promise<Uint8Array> {
    await this.#fill(end, signal);
    return this.read(start, end, signal);
  }

  /** The copy, with all that there is in it. */
  async whole(signal: AbortSignal): Promise<TableCopy> {
    await this.#fill(this.size, signal);
    return this.#open();
  }

  close(): void {
    this.#closing.abort();
    void this.#copy?.then((copy) => {
      copy.close();
    });
  }

  #open(): Promise<TableCopy> {
    this.#copy ??= this.#copies.create();
    return this.#copy;
  }

  async #fill(end: number, signal?: AbortSignal): Promise<void> {
    const last = Math.min(end, this.size);
    const turn = this.#filling.then(async () => {
      while (this.#copied < last) {
        signal?.throwIfAborted();
        this.#closing.signal.throwIfAborted();
        const bytes = await this.#source.read(this.#copied, Math.min(last, this.#copied + stretch), signal);
        if (bytes.length === 0) throw new Error('the file is shorter than it was listed');
        const copy = await this.#open();
        this.#closing.signal.throwIfAborted();
        await copy.append(bytes);
        this.#copied += bytes.length;
      }
    });
    this.#filling = turn.catch(() => undefined);
    await turn;
  }
}
