import { createHash, createHmac } from 'node:crypto';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { ClientConfig } from './localServer.ts';

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly query?: Record<string, string>;
  readonly body?: string;
  readonly headers?: Record<string, string>;
}

/** Sends a request to S3, signed by AWS's own signer, that no client would send so. */
export async function signedFetch(client: ClientConfig, request: RawRequest): Promise<Response> {
  const headers = new Headers(await signedRequest(client, request));
  const { method, path, query, body } = request;
  const search = query === undefined ? '' : `?${new URLSearchParams(query).toString()}`;
  // fetch says the host itself, and the same one.
  headers.delete('host');
  return fetch(`${client.endpoint}${path}${search}`, { method, headers, ...(body !== undefined && { body }) });
}

/** The headers of a request to S3 signed by AWS's own signer, to be sent by hand. */
export async function signedRequest(
  { endpoint, credentials, region }: ClientConfig,
  request: RawRequest,
): Promise<Record<string, string>> {
  const { hostname, port, host } = new URL(endpoint);
  const signer = new SignatureV4({ credentials, region, service: 's3', sha256: Sha256, uriEscapePath: false });
  const hash = { 'x-amz-content-sha256': sha256(request.body ?? '') };
  const signed = await signer.sign({
    ...{ method: request.method, path: request.path, protocol: 'http:', hostname, port: Number(port) },
    query: request.query ?? {},
    headers: { host, ...hash, ...request.headers },
    body: request.body,
  });
  return signed.headers;
}

/** A PUT whose body is sent as signed chunks (STREAMING-AWS4-HMAC-SHA256-PAYLOAD, with `-TRAILER` when there are trailers). */
export async function signChunks(
  client: ClientConfig,
  path: string,
  content: Buffer,
  chunkSize: number,
  trailers?: Readonly<Record<string, string>>,
): Promise<{ headers: Record<string, string>; body: Buffer }> {
  const payload = `STREAMING-AWS4-HMAC-SHA256-PAYLOAD${trailers === undefined ? '' : '-TRAILER'}`;
  const headers = await signedRequest(client, {
    ...{ method: 'PUT', path },
    headers: {
      ...{ 'x-amz-content-sha256': payload, 'content-encoding': 'aws-chunked' },
      'x-amz-decoded-content-length': String(content.length),
      ...(trailers === undefined ? {} : { 'x-amz-trailer': Object.keys(trailers).join(',') }),
    },
  });
  const date = headers['x-amz-date'] ?? '';
  const scope = [date.slice(0, 8), client.region, 's3', 'aws4_request'];
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${client.credentials.secretAccessKey}`);
  let previous = /Signature=(.*)$/.exec(headers['authorization'] ?? '')?.[1] ?? '';
  const sign = (kind: string, ...hashes: string[]) => {
    const text = [`AWS4-HMAC-SHA256-${kind}`, date, scope.join('/'), previous, ...hashes].join('\n');
    previous = hmac(key, text).toString('hex');
    return previous;
  };
  const pieces: (string | Buffer)[] = [];
  for (let start = 0; start <= content.length; start += chunkSize) {
    const last = start + chunkSize > content.length;
    for (const chunk of [content.subarray(start, start + chunkSize), ...(last ? [Buffer.alloc(0)] : [])]) {
      const signature = sign('PAYLOAD', sha256(''), sha256(chunk));
      pieces.push(
        `${chunk.length.toString(16)};chunk-signature=${signature}\r\n`,
        chunk,
        chunk.length > 0 ? '\r\n' : '',
      );
    }
  }
  if (trailers !== undefined) {
    const lines = Object.entries(trailers).map(([name, value]) => `${name}:${value}\n`);
    const signature = sign('TRAILER', sha256(lines.join('')));
    pieces.push(...lines.map((line) => line.replace('\n', '\r\n')), `x-amz-trailer-signature:${signature}\r\n`);
  }
  pieces.push('\r\n');
  return { headers, body: Buffer.concat(pieces.map((piece) => Buffer.from(piece))) };
}
