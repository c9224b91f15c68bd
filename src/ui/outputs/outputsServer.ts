import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { lookup } from 'mrmime';
import type { OutputFile, JobOutputs } from '../../core/outputs/jobOutputs.ts';
import { OutputPaths } from '../../core/outputs/outputPaths.ts';
import type { Backend } from '../../core/ports/backend.ts';

/** Bytes that are read from the store and handed on at a time. */
const pieceSize = 4 * 1024 * 1024;

interface Served {
  readonly backend: Backend;
  readonly paths: OutputPaths;
}

/**
 * Outputs for a browser: on the loopback address, below a word that nobody can guess, with each file where its job wrote it, so that what a
 * document refers to is found. They are read as the browser asks for them; nothing is copied. Ends with the window.
 */
export class OutputsServer {
  readonly #served = new Map<string, Served>();
  /** By connection and job: opened once more, a document has the address that it had. */
  readonly #words = new Map<string, string>();
  readonly #server = http.createServer((request, response) => {
    this.#answer(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else response.writeHead(502).end(error instanceof Error ? error.message : undefined);
    });
  });
  #listening: Promise<unknown> | undefined;

  /** Where a browser on this machine finds the file. `outputs`: all that its job wrote. */
  async address(backend: Backend, file: OutputFile, outputs: JobOutputs): Promise<string> {
    this.#listening ??= once(this.#server.listen(0, '127.0.0.1'), 'listening');
    await this.#listening;
    const key = JSON.stringify([backend.connection, outputs.job]);
    const word = this.#words.get(key) ?? randomBytes(24).toString('base64url');
    this.#words.set(key, word);
    const paths = new OutputPaths(outputs);
    this.#served.set(word, { backend, paths });
    const { port } = this.#server.address() as AddressInfo;
    const path = (paths.pathOf(file) ?? '').split('/').map(encodeURIComponent).join('/');
    return `http://127.0.0.1:${port}/${word}${path}`;
  }

  dispose(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const [, word = '', encoded = ''] = /^\/([^/?]+)(\/[^?]*)/u.exec(request.url ?? '') ?? [];
    const served = this.#served.get(word);
    const file = served && found(served.paths, encoded);
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (!served || !file || !isRead) {
      response.writeHead(isRead ? 404 : 405).end();
      return;
    }
    const range = rangeOf(request.headers.range, file.size);
    if (range === 'none') {
      response.writeHead(416, { 'content-range': `bytes */${file.size}` }).end();
      return;
    }
    const { start, end } = range ?? { start: 0, end: file.size - 1 };
    response.writeHead(range ? 206 : 200, {
      'content-type': typeOf(file.path),
      'content-length': end - start + 1,
      'accept-ranges': 'bytes',
      'cache-control': 'no-store',
      // The address is what lets somebody in: it is told to no other server.
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      ...(range && { 'content-range': `bytes ${start}-${end}/${file.size}` }),
    });
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    for (let at = start; at <= end && !response.destroyed; at += pieceSize) {
      const piece = { start: at, end: Math.min(end, at + pieceSize - 1) };
      if (!response.write(await served.backend.objects.read(file.uri, piece))) await drained(response);
    }
    response.end();
  }
}

function found(paths: OutputPaths, encoded: string): OutputFile | undefined {
  try {
    const path = decodeURIComponent(encoded);
    return paths.at(path.endsWith('/') ? `${path}index.html` : path);
  } catch {
    return undefined;
  }
}

/** Fonts, scripts and styles are refused by browsers under another type. */
function typeOf(path: string): string {
  const type = lookup(path) ?? 'application/octet-stream';
  // A document says by itself what it is written in, and so does a style sheet.
  return /^(?:text\/(?:plain|csv|markdown)|application\/json)$/u.test(type) ? `${type}; charset=utf-8` : type;
}

/** `none`: one that the file has not; undefined: the whole file. */
function rangeOf(header: string | undefined, size: number): { start: number; end: number } | 'none' | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/u.exec(header ?? '') ?? [];
  if (first === '' && last === '') return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(size - 1, Number(last));
  return start > end ? 'none' : { start, end };
}

async function drained(response: http.ServerResponse): Promise<void> {
  const ended = new AbortController();
  await Promise.race([once(response, 'drain', ended), once(response, 'close', ended)]);
  ended.abort();
}
