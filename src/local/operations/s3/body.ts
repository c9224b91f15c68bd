import { createHash } from 'node:crypto';
import { ChunkSignatures, decodeChunks, incomplete } from '../../protocol/awsChunked.ts';
import { header, queryValue, type Exchange } from '../../protocol/exchange.ts';
import { chunksOf, continueBody } from '../../protocol/limitedBody.ts';
import type { Call } from '../../protocol/protocol.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import { equal } from '../../protocol/signature.ts';

/** The content of a request, to be read once. Reading throws at the end when it is not what was signed. */
export interface S3Body {
  chunks(): AsyncIterable<Buffer>;
  /** SHA-256 in hex that reading verifies, when the client signed the content itself. */
  readonly sha256: string | undefined;
  /** Trailing headers, once all chunks were read. */
  readonly trailers: ReadonlyMap<string, string>;
}

const streaming = {
  'STREAMING-UNSIGNED-PAYLOAD-TRAILER': { signed: false, trailers: true },
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD': { signed: true, trailers: false },
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER': { signed: true, trailers: true },
} as const;

function isStreaming(text: string): text is keyof typeof streaming {
  return Object.hasOwn(streaming, text);
}

/** What the request signs in place of its body: a hash, or how the body is sent. */
export function declaredPayload(exchange: Exchange, presigned: boolean): string {
  const declared = header(exchange, 'x-amz-content-sha256') ?? queryValue(exchange, 'X-Amz-Content-Sha256');
  if (declared === undefined && presigned) return 'UNSIGNED-PAYLOAD';
  if (declared === undefined) {
    throw new ServiceError('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
  }
  if (declared !== 'UNSIGNED-PAYLOAD' && !isStreaming(declared) && !/^[0-9a-f]{64}$/.test(declared)) {
    const message = 'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, a STREAMING- value or a valid sha256 value.';
    throw new ServiceError('InvalidArgument', message);
  }
  return declared;
}

/** The body of a request whose signature was verified with `signingKey` over the payload it declared. */
export function openBody({ exchange, authorization }: Call, declared: string, signingKey: Buffer): S3Body {
  const trailers = new Map<string, string>();
  return {
    trailers,
    sha256: /^[0-9a-f]{64}$/.test(declared) ? declared : undefined,
    chunks: () => {
      continueBody(exchange);
      const source = chunksOf(exchange);
      if (isStreaming(declared)) {
        const { signed, trailers: withTrailers } = streaming[declared];
        const signatures = signed ? new ChunkSignatures(signingKey, authorization, withTrailers) : undefined;
        const length = header(exchange, 'x-amz-decoded-content-length');
        return withLength(decodeChunks(source, trailers, signatures), Number(length ?? NaN));
      }
      return declared === 'UNSIGNED-PAYLOAD' ? source : withHash(source, declared);
    },
  };
}

async function* withLength(source: AsyncIterable<Buffer>, length: number): AsyncGenerator<Buffer, void> {
  let rest = length;
  for await (const chunk of source) {
    rest -= chunk.length;
    if (rest < 0) throw incomplete();
    yield chunk;
  }
  if (rest !== 0) throw incomplete();
}

async function* withHash(source: AsyncIterable<Buffer>, expected: string): AsyncGenerator<Buffer, void> {
  const hash = createHash('sha256');
  for await (const chunk of source) {
    hash.update(chunk);
    yield chunk;
  }
  if (!equal(hash.digest('hex'), expected)) {
    const message = "The provided 'x-amz-content-sha256' header does not match what was computed.";
    throw new ServiceError('XAmzContentSHA256Mismatch', message);
  }
}
