import { createHash } from 'node:crypto';
import { ServiceError } from '../../protocol/serviceError.ts';
import { checksumBytes, startChecksum, type RunningChecksum } from '../../store/objects/checksums.ts';
import { checksumAlgorithms, type Checksum, type ChecksumAlgorithm } from '../../store/objects/record.ts';
import type { S3Request } from './operation.ts';
import { notImplemented } from './refusals.ts';

export interface Digests {
  /** The content's MD5 in hex. */
  readonly etag: string;
  readonly checksum: Checksum | undefined;
}

export interface IntegrityOptions {
  /** Computed where the request names no algorithm itself. */
  readonly preferred?: ChecksumAlgorithm | undefined;
  /** The checksums that the request names are of something else than its body. */
  readonly otherChecksums?: boolean;
}

/** Checks what comes against what the request says of it: Content-MD5, and a checksum in a header or a trailer. */
export class Integrity {
  readonly #request: S3Request;
  readonly #algorithm: ChecksumAlgorithm | undefined;
  readonly #running: RunningChecksum | undefined;

  constructor(request: S3Request, { preferred, otherChecksums = false }: IntegrityOptions = {}) {
    this.#request = request;
    const declared = otherChecksums ? undefined : declaredAlgorithm(request);
    this.#algorithm = declared ?? preferred;
    this.#running = this.#algorithm === undefined ? undefined : startChecksum(this.#algorithm);
  }

  update(chunk: Uint8Array): void {
    this.#running?.update(chunk);
  }

  /** The digests of all that came, whose MD5 in hex is given. Throws BadDigest when they are not those announced. */
  async finish(etag: string): Promise<Digests> {
    checkMd5(this.#request.header('content-md5'), Buffer.from(etag, 'hex'));
    const value = await this.#running?.digest();
    if (this.#algorithm === undefined || value === undefined) return { etag, checksum: undefined };
    this.#checkChecksum(this.#algorithm, value);
    return { etag, checksum: { algorithm: this.#algorithm, value, type: 'FULL_OBJECT' } };
  }

  #checkChecksum(algorithm: ChecksumAlgorithm, value: string): void {
    const name = checksumHeader(algorithm);
    const trailing = trailerNames(this.#request).includes(name);
    const announced = trailing ? this.#request.body.trailers.get(name) : this.#request.header(name);
    if (announced === undefined) {
      if (!trailing) return;
      throw new ServiceError('MalformedTrailerError', `The request announced the trailer ${name} and did not send it.`);
    }
    if (Buffer.from(announced, 'base64').length !== checksumBytes[algorithm]) {
      throw new ServiceError('InvalidRequest', `Value for ${name} header is invalid.`);
    }
    if (announced !== value) {
      throw new ServiceError('BadDigest', `The ${algorithm} you specified did not match the calculated checksum.`);
    }
  }
}

/** Checks a body that is there whole. */
export async function checkBody(request: S3Request, body: Buffer, options?: IntegrityOptions): Promise<void> {
  const integrity = new Integrity(request, options);
  integrity.update(body);
  await integrity.finish(createHash('md5').update(body).digest('hex'));
}

export function checksumHeader(algorithm: ChecksumAlgorithm): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

const checksumNames = checksumAlgorithms.map(checksumHeader);

/** The algorithm of a checksum header or trailer, else the one the client names. */
export function declaredAlgorithm(request: S3Request): ChecksumAlgorithm | undefined {
  const trailers = trailerNames(request);
  const sent = checksumAlgorithms.find((algorithm) => {
    const name = checksumHeader(algorithm);
    return request.header(name) !== undefined || trailers.includes(name);
  });
  const named = request.header('x-amz-checksum-algorithm') ?? request.header('x-amz-sdk-checksum-algorithm');
  const algorithm = checksumAlgorithms.find((one) => one === named?.toUpperCase());
  const unknown = trailers.find((name) => name.startsWith('x-amz-checksum-') && !checksumNames.includes(name));
  if (unknown !== undefined) throw notImplemented(unknown);
  if (named !== undefined && algorithm === undefined) throw notImplemented(`the checksum algorithm ${named}`);
  return sent ?? algorithm;
}

function trailerNames(request: S3Request): string[] {
  const names = request.header('x-amz-trailer')?.toLowerCase().split(',') ?? [];
  return names.map((name) => name.trim());
}

function checkMd5(announced: string | undefined, md5: Buffer): void {
  if (announced === undefined) return;
  const bytes = Buffer.from(announced, 'base64');
  if (bytes.length !== 16) throw new ServiceError('InvalidDigest', 'The Content-MD5 you specified is not valid.');
  if (!bytes.equals(md5)) {
    throw new ServiceError('BadDigest', 'The Content-MD5 you specified did not match what we received.');
  }
}
