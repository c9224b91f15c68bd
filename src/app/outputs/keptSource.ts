import type { ByteSource } from './byteSource.ts';

const pieceSize = 4 * 1024 * 1024;

/**
 * A source whose head can be kept in memory, piece by piece as it is read: sorted rows lie all over it. Reads beyond the
 * kept part, or while nothing is kept, go through.
 */
export class KeptSource implements ByteSource {
  readonly size: number;
  readonly #source: ByteSource;
  readonly #pieces: (Promise<Uint8Array> | undefined)[] = [];
  #kept = 0;

  constructor(source: ByteSource) {
    this.#source = source;
    this.size = source.size;
  }

  /** Keeps the first `bytes` bytes from now on; 0 lets go of them. */
  keep(bytes: number): void {
    this.#kept = bytes;
    if (bytes === 0) this.#pieces.length = 0;
  }

  async read(start: number, end: number, signal?: AbortSignal): Promise<Uint8Array> {
    const last = Math.min(end, this.size);
    if (last > this.#kept || last <= start) return this.#source.read(start, end, signal);
    const first = Math.floor(start / pieceSize);
    const pieces = await Promise.all(
      Array.from({ length: Math.ceil(last / pieceSize) - first }, (_, at) => this.#piece(first + at)),
    );
    const offset = start - first * pieceSize;
    if (pieces.length === 1) return pieces[0]?.subarray(offset, offset + last - start) ?? new Uint8Array();
    return Buffer.concat(pieces).subarray(offset, offset + last - start);
  }

  #piece(at: number): Promise<Uint8Array> {
    const known = this.#pieces[at];
    if (known) return known;
    const piece = this.#source.read(at * pieceSize, (at + 1) * pieceSize);
    this.#pieces[at] = piece;
    piece.catch(() => (this.#pieces[at] = undefined));
    return piece;
  }
}
