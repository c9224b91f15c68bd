import { createHash, type Hash } from 'node:crypto';
import type { Authorization } from './authorization.ts';
import { ServiceError } from './serviceError.ts';
import { equal, sha256, sign } from './signature.ts';
import { SignatureError } from './signatureError.ts';

const MAX_LINE = 16 * 1024;

/**
 * Decodes an `aws-chunked` body: chunks of data, each with its size (and its signature) in a line before it, then trailing
 * headers, which end up in `trailers`. With `signatures` every chunk's signature is verified once its data has passed, so what
 * came must not be used before the end.
 */
export async function* decodeChunks(
  source: AsyncIterable<Buffer>,
  trailers: Map<string, string>,
  signatures?: ChunkSignatures,
): AsyncGenerator<Buffer, void> {
  const reader = new LineReader(source);
  for (;;) {
    const line = await reader.line();
    const [, size, signature] = /^([0-9a-f]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?$/i.exec(line) ?? [];
    if (size === undefined) throw malformed(`a chunk begins with "${line.slice(0, 100)}"`);
    let rest = Number.parseInt(size, 16);
    const last = rest === 0;
    const hash = signatures === undefined ? undefined : createHash('sha256');
    while (rest > 0) {
      const piece = await reader.take(rest);
      rest -= piece.length;
      hash?.update(piece);
      yield piece;
    }
    if (hash !== undefined) signatures?.checkChunk(hash, signature);
    if (last) break;
    if ((await reader.line()) !== '') throw malformed('a chunk is longer than it said');
  }
  for (let line = await reader.line(true); line !== ''; line = await reader.line(true)) {
    const colon = line.indexOf(':');
    if (colon < 0) throw malformed('a trailing header has no value');
    trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  signatures?.checkTrailers(trailers);
  await reader.end();
}

/** Verifies chunk after chunk: each signature covers the one before, from that of the request on. */
export class ChunkSignatures {
  readonly #key: Buffer;
  readonly #authorization: Authorization;
  readonly #withTrailers: boolean;
  #previous: string;

  constructor(key: Buffer, authorization: Authorization, withTrailers: boolean) {
    this.#key = key;
    this.#authorization = authorization;
    this.#withTrailers = withTrailers;
    this.#previous = authorization.signature;
  }

  checkChunk(hash: Hash, signature: string | undefined): void {
    this.#check('AWS4-HMAC-SHA256-PAYLOAD', [sha256(''), hash.digest('hex')], signature);
  }

  checkTrailers(trailers: ReadonlyMap<string, string>): void {
    if (!this.#withTrailers) return;
    const signed = [...trailers].filter(([name]) => name !== 'x-amz-trailer-signature');
    const text = signed.map(([name, value]) => `${name}:${value}\n`).join('');
    this.#check('AWS4-HMAC-SHA256-TRAILER', [sha256(text)], trailers.get('x-amz-trailer-signature'));
  }

  #check(algorithm: string, hashes: readonly string[], signature: string | undefined): void {
    const { date, scope } = this.#authorization;
    const computed = sign(this.#key, [algorithm, date, scope, this.#previous, ...hashes].join('\n'));
    if (signature === undefined || !equal(computed, signature)) {
      throw new SignatureError('mismatch', 'The signature of a chunk of the body does not match what we calculated.');
    }
    this.#previous = computed;
  }
}

class LineReader {
  readonly #source: AsyncIterator<Buffer>;
  #buffer: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** The next line without its CRLF. At the end of the body it is empty if it may be. */
  async line(mayEnd = false): Promise<string> {
    for (;;) {
      const end = this.#buffer.indexOf('\r\n');
      if (end >= 0) {
        const line = this.#buffer.toString('latin1', 0, end);
        this.#buffer = this.#buffer.subarray(end + 2);
        return line;
      }
      if (this.#buffer.length > MAX_LINE) throw malformed('a line is too long');
      if (!(await this.#fill())) {
        if (mayEnd && this.#buffer.length === 0) return '';
        throw incomplete();
      }
    }
  }

  /** At least one byte, at most `size`. */
  async take(size: number): Promise<Buffer> {
    while (this.#buffer.length === 0) if (!(await this.#fill())) throw incomplete();
    const piece = this.#buffer.subarray(0, size);
    this.#buffer = this.#buffer.subarray(piece.length);
    return piece;
  }

  async end(): Promise<void> {
    if (this.#buffer.length > 0 || (await this.#fill())) throw malformed('it goes on after its end');
  }

  async #fill(): Promise<boolean> {
    const next = await this.#source.next();
    if (next.done === true) return false;
    this.#buffer = this.#buffer.length === 0 ? next.value : Buffer.concat([this.#buffer, next.value]);
    return true;
  }
}

function malformed(reason: string): ServiceError {
  return new ServiceError('InvalidRequest', `The aws-chunked body is malformed: ${reason}.`);
}

export function incomplete(): ServiceError {
  const message = 'You did not provide the number of bytes specified by the Content-Length HTTP header.';
  return new ServiceError('IncompleteBody', message);
}
