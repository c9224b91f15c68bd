import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { outerProxyFor, proxyAuthorization, toProxy, type OuterProxies } from './outerProxy.ts';
import { answerText } from './answers.ts';

/** Where a request for `http://HOST/PATH` is to go. */
export interface PlainTarget {
  readonly host: string;
  readonly port: number;
  /** With its query, as it was sent. */
  readonly path: string;
}

/** Undefined for what is not `http://…`. */
export function plainTarget(text: string): PlainTarget | undefined {
  const [, rest] = /^http:\/\/[^/?#]*(.*)$/i.exec(text) ?? [];
  if (rest === undefined || !URL.canParse(text)) return undefined;
  const { hostname, port } = new URL(text);
  const path = rest.startsWith('/') ? rest : `/${rest}`;
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 80), path };
}

/** Sends a request on, by the user's own proxy where there is one. */
export function passOn(
  outer: OuterProxies,
  { host, port, path }: PlainTarget,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const fail = (error: unknown): void => {
    answerText(response, 502, error instanceof Error ? error.message : String(error));
  };
  try {
    const by = outerProxyFor(outer, 'http', host, port);
    const headers: OutgoingHttpHeaders = { ...request.headers };
    for (const ours of ['proxy-authorization', 'proxy-connection']) Reflect.deleteProperty(headers, ours);
    const passed = httpRequest({
      ...{ method: request.method, setHost: false, headers: { ...headers, ...(by && proxyAuthorization(by)) } },
      ...(by ? { createConnection: () => toProxy(by), path: request.url } : { host, port, path }),
    });
    passed.once('response', (from) => {
      response.writeHead(from.statusCode ?? 502, from.rawHeaders);
      pipeline(from, response, () => undefined);
    });
    passed.on('continue', () => {
      response.writeContinue();
    });
    passed.once('error', fail);
    response.once('close', () => passed.destroy());
    request.pipe(passed);
  } catch (error) {
    fail(error);
  }
}
