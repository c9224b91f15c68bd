import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { pipeline, type Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { equal } from '../protocol/signature.ts';
import { isAwsName, isMetadataAddress } from '../protocol/awsHosts.ts';
import type { Authority } from './certificates/authority.ts';
import { answerText } from './answers.ts';
import { openTunnel, type OuterProxies } from './outerProxy.ts';
import { passOn, plainTarget } from './passOn.ts';
import type { ToLocal } from './toLocal.ts';

export interface TerminalProxyOptions {
  readonly authority: Authority;
  readonly outer: OuterProxies;
  readonly local: ToLocal;
}

export interface TerminalProxy {
  /** With its credentials: `http://user:password@127.0.0.1:port`. */
  readonly url: string;
  /** For clients that take an endpoint: leads to Local SageMaker, by whatever port that listens. No credentials; Local checks signatures. */
  readonly endpoint: string;
  /** Stops listening and ends every connection. */
  close(): Promise<void>;
}

const challenge = 'Basic realm="Local SageMaker"';
const forOneTerminal = 'This proxy is for one terminal only.';

/**
 * The forward proxy of one terminal, on the loopback address: what is sent to AWS's names goes to Local SageMaker, everything else to
 * where it would have gone. Who does not know its password is not served: other users of the machine can reach the port.
 */
export async function startTerminalProxy({ authority, outer, local }: TerminalProxyOptions): Promise<TerminalProxy> {
  const password = randomBytes(24).toString('base64url');
  const expected = `Basic ${Buffer.from(`local:${password}`).toString('base64')}`;
  const sockets = new Set<Duplex>();
  const keep = (socket: Duplex): void => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  };

  /** Speaks HTTP with clients for whom it is AWS. */
  const aws = createServer({ requestTimeout: 0, noDelay: true });
  aws.on('request', local.serve);
  aws.on('checkContinue', local.serve);

  const proxy = createServer({ requestTimeout: 0, noDelay: true });
  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    if (request.url?.startsWith('/') === true) {
      // Other names may be a page's in a browser, which was led here (DNS rebinding).
      if (ownHosts().has(request.headers.host ?? '')) local.serve(request, response);
      else answerText(response, 403, 'This is the proxy of a terminal of Local SageMaker.');
    } else if (isAllowed(request)) servePlain(request, response);
    else {
      response.setHeader('Proxy-Authenticate', challenge);
      answerText(response, 407, forOneTerminal);
    }
  };
  proxy.on('request', onRequest);
  proxy.on('checkContinue', onRequest);
  proxy.on('connection', keep);
  proxy.on('connect', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    keep(socket);
    if (!isAllowed(request)) {
      refuse(socket, '407 Proxy Authentication Required', forOneTerminal, `Proxy-Authenticate: ${challenge}\r\n`);
      return;
    }
    const { host, port } = target(request.url ?? '');
    if (isMetadataAddress(host) || (isAwsName(host) && port !== 443)) {
      refuse(socket, '403 Forbidden', notReached(`${host}:${port}`));
    } else if (isAwsName(host)) {
      if (socket instanceof Socket) answerFor(host, socket, head);
      else socket.destroy();
    } else void tunnel(host, port, socket, head);
  });

  function isAllowed({ headers }: IncomingMessage): boolean {
    return equal(headers['proxy-authorization'] ?? '', expected);
  }

  function answerFor(host: string, socket: Socket, head: Buffer): void {
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    if (head.length > 0) socket.unshift(head);
    const secured = new TLSSocket(socket, {
      ...{ isServer: true, secureContext: authority.contextFor(host.toLowerCase()) },
      ALPNProtocols: ['http/1.1'],
    });
    keep(secured);
    aws.emit('connection', secured);
  }

  async function tunnel(host: string, port: number, socket: Duplex, head: Buffer): Promise<void> {
    try {
      const other = await openTunnel(outer, host, port);
      keep(other);
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      if (head.length > 0) other.write(head);
      pipeline(socket, other, () => undefined);
      pipeline(other, socket, () => undefined);
    } catch (error) {
      refuse(socket, '502 Bad Gateway', error instanceof Error ? error.message : String(error));
    }
  }

  function servePlain(request: IncomingMessage, response: ServerResponse): void {
    const to = plainTarget(request.url ?? '');
    if (to === undefined) answerText(response, 400, 'A proxy takes requests for http://… and CONNECT.');
    else if (isMetadataAddress(to.host)) answerText(response, 403, notReached(to.host));
    else if (isAwsName(to.host)) {
      request.url = to.path;
      local.serve(request, response);
    } else passOn(outer, to, request, response);
  }

  const port = await new Promise<number>((resolve, reject) => {
    proxy.once('error', reject);
    proxy.listen({ host: '127.0.0.1', port: 0 }, () => {
      const address = proxy.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  const ownHosts = (): Set<string> => new Set([`127.0.0.1:${port}`, `localhost:${port}`]);
  return {
    url: `http://local:${password}@127.0.0.1:${port}`,
    endpoint: `http://127.0.0.1:${port}`,
    close: async () => {
      local.close();
      await new Promise<void>((resolve) => {
        proxy.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      });
    },
  };
}

/** `host:port`, `[::1]:port`. */
function target(text: string): { host: string; port: number } {
  const [, host = '', port = '443'] = /^\[?(.*?)\]?(?::(\d+))?$/.exec(text) ?? [];
  return { host, port: Number(port) };
}

function refuse(socket: Duplex, status: string, message: string, headers = ''): void {
  const body = `${message}\n`;
  const head = `Content-Type: text/plain; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n`;
  socket.end(`HTTP/1.1 ${status}\r\n${headers}${head}\r\n${body}`);
}

function notReached(host: string): string {
  return `${host} is not reached from a terminal of Local SageMaker.`;
}
