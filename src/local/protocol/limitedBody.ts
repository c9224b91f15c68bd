import type { Exchange } from './exchange.ts';
import { ServiceError } from './serviceError.ts';

/** Tells a client that waits for it to go on and send the body. */
export function continueBody({ request, response }: Exchange): void {
  if (request.headers.expect?.toLowerCase() === '100-continue') response.writeContinue();
}

/** The body as it comes. Whoever stops early leaves the connection whole, so that an answer can still be sent. */
export function chunksOf({ request }: Exchange): AsyncIterable<Buffer> {
  return { [Symbol.asyncIterator]: () => request.iterator({ destroyOnReturn: false }) };
}

/** Collects a body of at most `limit` bytes. */
export async function collect(chunks: AsyncIterable<Uint8Array>, limit: number): Promise<Buffer> {
  const collected: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > limit) throw tooLarge(limit);
    collected.push(chunk);
  }
  return Buffer.concat(collected, size);
}

/** Reads a whole request body of at most `limit` bytes; a declared length over it is refused before a byte is read. */
export async function readBody(exchange: Exchange, limit: number): Promise<Buffer> {
  if (Number(exchange.request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  continueBody(exchange);
  return collect(chunksOf(exchange), limit);
}

function tooLarge(limit: number): ServiceError {
  return new ServiceError('RequestEntityTooLargeException', `The request body is larger than ${limit} bytes.`, 413);
}
