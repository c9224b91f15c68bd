import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { once } from 'node:events';
import { request } from 'node:http';
import { isExcepted } from './noProxy.ts';

/** The proxies that were set before the terminal's own: all but AWS's names goes where it would have gone without it. */
export interface OuterProxies {
  /** URL, or what is to be one. */
  readonly https: string | undefined;
  readonly http: string | undefined;
  /** Hosts that go by no proxy. */
  readonly except: string | undefined;
}

/** As curl and Python read them: the lower case first. */
export function outerProxies(env: NodeJS.ProcessEnv): OuterProxies {
  const read = (name: string): string | undefined =>
    [env[name.toLowerCase()], env[name]].find((value) => value !== undefined && value !== '');
  const all = read('ALL_PROXY');
  return { https: read('HTTPS_PROXY') ?? all, http: read('HTTP_PROXY') ?? all, except: read('NO_PROXY') };
}

/** The user's proxy for a host; undefined where the way is direct. Throws for one that is none of HTTP. */
export function outerProxyFor(
  proxies: OuterProxies,
  scheme: 'http' | 'https',
  host: string,
  port: number,
): URL | undefined {
  const named = proxies[scheme];
  if (named === undefined || isExcepted(proxies.except, host, port)) return undefined;
  const url = new URL(/^[a-z0-9]+:\/\//i.test(named) ? named : `http://${named}`);
  if (url.protocol === 'http:' || url.protocol === 'https:') return url;
  throw new Error(`The proxy that was set before, ${url.protocol}//${url.host}, is none of HTTP`);
}

/** What a proxy wants to know of whom its URL names. */
export function proxyAuthorization({ username, password }: URL): Record<string, string> {
  if (username === '') return {};
  const text = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'Proxy-Authorization': `Basic ${Buffer.from(text).toString('base64')}` };
}

/** A connection to a host, by the user's own proxy where there is one. Rejects when there is no way. */
export async function openTunnel(proxies: OuterProxies, host: string, port: number): Promise<Socket> {
  const outer = outerProxyFor(proxies, 'https', host, port);
  if (outer === undefined) return connected(connect({ host, port }));
  const target = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const asked = request({
    ...{ method: 'CONNECT', path: target, headers: { Host: target, ...proxyAuthorization(outer) } },
    createConnection: () => toProxy(outer),
  });
  asked.end();
  const [response, socket] = await new Promise<[{ statusCode?: number | undefined }, Socket]>((resolve, reject) => {
    asked.once('connect', (answer, through) => {
      resolve([answer, through]);
    });
    asked.once('response', ({ statusCode }) => {
      reject(new Error(`${outer.host} answered ${statusCode ?? 0}`));
    });
    asked.once('error', reject);
  });
  if (response.statusCode === 200) return socket;
  socket.destroy();
  throw new Error(`${outer.host} answered ${response.statusCode ?? 0}`);
}

/** A connection to a proxy, on its way. */
export function toProxy({ protocol, hostname, port }: URL): Socket {
  const host = hostname.replace(/^\[|\]$/g, '');
  return protocol === 'https:'
    ? connectTls({ host, port: Number(port || 443), servername: host })
    : connect({ host, port: Number(port || 80) });
}

async function connected(socket: Socket): Promise<Socket> {
  await once(socket, 'connect');
  return socket;
}
