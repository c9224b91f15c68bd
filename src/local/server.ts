import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Clock } from '../core/ports/clock.ts';
import type { Logger } from '../core/ports/logger.ts';
import { activeJobsHeader } from '../adapters/process/announcement.ts';
import type { KeyRing } from './credentials/keyRing.ts';
import { readAuthorization, type Authorization } from './protocol/authorization.ts';
import { header, readExchange, type Answer, type Exchange } from './protocol/exchange.ts';
import { JsonProtocol, type JsonService } from './protocol/jsonProtocol.ts';
import { usualBodyPace, watchBodyPace, type BodyPace } from './protocol/bodyPace.ts';
import type { Protocol } from './protocol/protocol.ts';
import { QueryProtocol, type QueryService } from './protocol/queryProtocol.ts';
import { ServiceError } from './protocol/serviceError.ts';
import { bucketInHost, isAwsName } from './protocol/awsHosts.ts';
import { notOffered, speaksXml } from './protocol/notOffered.ts';
import { regionOf } from './protocol/region.ts';
import { SignatureError } from './protocol/signatureError.ts';

export interface LocalEndpointOptions {
  readonly keyRing: KeyRing;
  /** The region of requests that name none. */
  readonly region: string;
  readonly accountId: string;
  /** The JSON services: SageMaker, CloudWatch Logs. */
  readonly services: readonly JsonService[];
  /** STS, IAM. */
  readonly queryServices: readonly QueryService[];
  /** S3; requests for it are refused as unknown when absent. */
  readonly s3?: Protocol;
  /** How many jobs run or wait, of whatever kind. */
  readonly activeJobs?: () => number;
  readonly clock: Pick<Clock, 'now'>;
  readonly logger: Logger;
  /** How fast bodies have to come; `usualPace` when absent. */
  readonly pace?: BodyPace;
  /** Called when a request begins and when it has ended; the number under way is given. */
  readonly onRequest?: (active: number) => void;
  /** Called with every answer before it is sent. */
  readonly onAnswer?: (exchange: Exchange, answer: Answer) => void;
}

export interface LocalEndpoint {
  /** Listens on the loopback address. Port 0, the default, is any free one. Rejects with `EADDRINUSE` when it is taken. */
  start(port?: number): Promise<{ port: number; endpoint: string }>;
  /** Listens at one more address of this machine. Port and name are served like our own. Rejects with `EADDRNOTAVAIL` for another's. */
  listenAlso(address: string): Promise<ServedName>;
  /** Lets in requests that were sent to another name of this machine, from where that is led to the loopback address. */
  admit(name: string): ServedName;
  /** Stops listening and ends every connection. */
  stop(): Promise<void>;
}

/** Another name or address that requests may be sent to. */
export interface ServedName {
  /** `http://<name>:<port>`. */
  readonly endpoint: string;
  close(): Promise<void>;
}

/** How much of a refused request's body is still read, so that the client gets to read the answer. */
const DRAIN_LIMIT = 64 * 1024 * 1024;
/** Milliseconds that it may take for it. */
const DRAIN_TIME = 10_000;

/** The one endpoint of Local SageMaker: tells the services apart, checks Host, and hands each request to its protocol. */
export function createLocalEndpoint(options: LocalEndpointOptions): LocalEndpoint {
  const json = new JsonProtocol(options.services);
  const query = new QueryProtocol(options.queryServices);
  const offered = new Set([
    ...[...options.services, ...options.queryServices].map(({ signingName }) => signingName),
    ...(options.s3 ? ['s3'] : []),
  ]);
  let port = 0;
  let active = 0;
  /** What requests may be sent to, `name:port`, and how often it was asked to be served. */
  const served = new Map<string, number>();
  const more = new Set<Server>();

  function protocolOf(exchange: Exchange, authorization: Authorization | undefined): Protocol {
    if (header(exchange, 'x-amz-target') !== undefined) return json;
    // An object may be of any content type.
    if (authorization?.service === 's3') return options.s3 ?? json;
    const service = authorization?.service ?? '';
    if (query.serves(service) || speaksXml(service)) return query;
    if (header(exchange, 'content-type')?.startsWith('application/x-www-form-urlencoded') === true) return query;
    // Hosts of AWS's other services want their errors so.
    const mayBeS3 = authorization === undefined && bucketInHost(exchange.host) !== undefined;
    return mayBeS3 ? (options.s3 ?? json) : json;
  }

  async function answer(exchange: Exchange): Promise<Answer> {
    let protocol = protocolOf(exchange, undefined);
    try {
      checkHost(exchange, served);
      const authorization = readAuthorization(exchange);
      protocol = protocolOf(exchange, authorization);
      if (authorization === undefined) throw new SignatureError('missing', unsigned(exchange));
      if (!offered.has(authorization.service)) throw notOffered(authorization.service, offered);
      const { accountId, keyRing } = options;
      const now = options.clock.now();
      const { keys, caller } = keyRing.find(authorization.accessKeyId, authorization.sessionToken, now);
      const endpoint = `http://127.0.0.1:${port}`;
      const region = regionOf(authorization, options.region);
      const context = { requestId: exchange.requestId, accountId, region, caller, endpoint, now };
      const answered = await protocol.serve({ exchange, authorization, context, keys });
      return protocol === query ? withActiveJobs(answered) : answered;
    } catch (error) {
      report(exchange, error);
      return protocol.failure(error, exchange);
    }
  }

  /** Whoever asks who serves them is told as well whether jobs would end with it: AWS has no operation that counts jobs of every kind. */
  function withActiveJobs({ headers, ...answered }: Answer): Answer {
    const jobs = options.activeJobs?.();
    return { ...answered, headers: { ...headers, ...(jobs !== undefined && { [activeJobsHeader]: String(jobs) }) } };
  }

  function report({ method, rawPath, requestId }: Exchange, error: unknown): void {
    const request = `${method} ${rawPath} (${requestId})`;
    // What is not offered is no fault of ours.
    const isRefusal = error instanceof ServiceError && (error.status < 500 || error.status === 501);
    if (isRefusal) options.logger.debug(`${request}: ${error.code}`);
    else if (error instanceof SignatureError) options.logger.warn(`${request} refused: ${error.problem}`);
    else options.logger.error(`${request} failed`, error);
  }

  /** The answer goes out before the rest of the request is there, and with it the connection. */
  async function refuseSlow(exchange: Exchange): Promise<void> {
    const { request, response, method, rawPath, requestId } = exchange;
    options.logger.warn(`${method} ${rawPath} (${requestId}) refused: its body did not come`);
    if (!response.headersSent) {
      const message =
        'Your socket connection to the server was not read from or written to within the timeout period. Idle connections will be closed.';
      const refusal = protocolOf(exchange, undefined).failure(new ServiceError('RequestTimeout', message), exchange);
      await send(exchange, { ...refusal, headers: { ...refusal.headers, Connection: 'close' } }).catch(() => undefined);
    }
    request.destroy();
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    options.onRequest?.(++active);
    try {
      const exchange = readExchange(request, response, randomUUID());
      watchBodyPace(request, options.pace ?? usualBodyPace, () => {
        void refuseSlow(exchange);
      });
      const answered = await answer(exchange);
      options.onAnswer?.(exchange, answered);
      await send(exchange, answered);
    } catch (error) {
      options.logger.debug(`connection broken: ${String(error)}`);
      response.destroy();
    } finally {
      options.onRequest?.(--active);
    }
  }

  const listener = (request: IncomingMessage, response: ServerResponse) => void handle(request, response);
  function makeServer(): Server {
    // A large upload may take longer than Node's five minutes for a whole request; headers must still come within one.
    const made = createServer({ requestTimeout: 0, headersTimeout: 60_000, keepAliveTimeout: 60_000, noDelay: true });
    made.on('request', listener);
    made.on('checkContinue', listener);
    return made;
  }

  function listen(made: Server, host: string, wanted: number): Promise<number> {
    return new Promise((resolve, reject) => {
      made.once('error', reject);
      made.listen({ host, port: wanted }, () => {
        made.off('error', reject);
        made.on('error', (error) => {
          options.logger.error('a connection could not be accepted', error);
        });
        const address = made.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
  }

  /** Returns what ends it, for whoever asked: others may have asked for the same name. */
  function serve(name: string, at: number): () => void {
    const names = [`${name}:${at}`, ...(at === 80 ? [name] : [])];
    for (const each of names) served.set(each, (served.get(each) ?? 0) + 1);
    return () => {
      for (const each of names) {
        const rest = (served.get(each) ?? 0) - 1;
        if (rest > 0) served.set(each, rest);
        else served.delete(each);
      }
    };
  }

  const server = makeServer();
  return {
    start: async (wanted = 0) => {
      port = await listen(server, '127.0.0.1', wanted);
      for (const name of ['127.0.0.1', 'localhost', '[::1]']) serve(name, port);
      return { port, endpoint: `http://127.0.0.1:${port}` };
    },
    listenAlso: async (address) => {
      const other = makeServer();
      const at = await listen(other, address, 0);
      more.add(other);
      const unserve = serve(address, at);
      return {
        endpoint: `http://${address}:${at}`,
        close: () => {
          unserve();
          more.delete(other);
          return end(other);
        },
      };
    },
    admit: (name) => {
      const unserve = serve(name, port);
      return {
        endpoint: `http://${name}:${port}`,
        close: () => {
          unserve();
          return Promise.resolve();
        },
      };
    },
    stop: async () => {
      await Promise.all([server, ...more].map(end));
    },
  };
}

/** Stops listening and ends every connection. */
function end(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}

function unsigned({ host }: Exchange): string {
  const answered = isAwsName(host) ? `. Local SageMaker answers for ${host} here; nothing was sent to AWS` : '';
  return `Request is missing Authentication Token${answered}`;
}

/** A page in a browser can be made to send requests here under a name of its own (DNS rebinding): only our names are served. */
function checkHost(exchange: Exchange, served: ReadonlyMap<string, number>): void {
  if (!served.has(header(exchange, 'host')?.toLowerCase() ?? ''))
    throw new ServiceError('AccessDenied', 'Local SageMaker serves requests to its loopback address only.', 403);
}

async function send({ request, response, requestId }: Exchange, { status, headers, body }: Answer): Promise<void> {
  // A body that did not come was answered already.
  if (response.headersSent) return;
  response.statusCode = status;
  response.setHeader('x-amzn-RequestId', requestId);
  response.setHeader('x-amz-request-id', requestId);
  for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value);
  if (!request.complete) drain(request);
  if (body === undefined || typeof body === 'string') {
    if (response.getHeader('Content-Length') === undefined && status !== 204 && status !== 304) {
      response.setHeader('Content-Length', Buffer.byteLength(body ?? ''));
    }
    response.end(body);
  } else {
    await pipeline(body, response);
  }
}

function drain(request: IncomingMessage): void {
  let rest = DRAIN_LIMIT;
  const timer = setTimeout(() => request.destroy(), DRAIN_TIME);
  request.once('close', () => {
    clearTimeout(timer);
  });
  request.on('data', (chunk: Buffer) => {
    rest -= chunk.length;
    if (rest < 0) request.destroy();
  });
  request.resume();
}
