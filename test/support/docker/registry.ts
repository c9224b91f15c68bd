import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { installDebian } from '../debian.ts';
import { run, waitFor } from '../processes.ts';
import type { RegistryError, RegistryFaults } from './registryFaults.ts';

/** A real registry (Debian's docker-registry) on the loopback address, where ECR's would stand. */
export interface Registry {
  /** `127.0.0.1:PORT`, as it stands in front of an image's name: engines speak plain HTTP to it. */
  readonly host: string;
  readonly user: string;
  readonly password: string;
  /** What goes wrong on the way to it, from now on. */
  readonly faults: RegistryFaults;
  /** The requests so far, as `METHOD /path`, with those that were refused. */
  readonly requests: string[];
  /** What GET answers to the given path, with the user's password: `/v2/NAME/tags/list`. */
  get(path: string, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** Ends it and removes what it stored. */
  stop(): Promise<void>;
}

/** Installs what a registry needs, where this user may. Returns why not. */
export async function ensureRegistry(log: (line: string) => void): Promise<string | undefined> {
  const absent: string[] = [];
  if ((await run('docker-registry', ['--version'])).code !== 0) absent.push('docker-registry');
  if ((await run('sh', ['-c', 'command -v htpasswd'])).code !== 0) absent.push('apache2-utils');
  return absent.length === 0 ? undefined : installDebian(absent, log);
}

/** Starts a registry of its own: nothing in it, a user with a random password, storage in a temporary folder. */
export async function startRegistry(user = 'AWS'): Promise<Registry> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'sagemaker-runner-registry-'));
  const password = randomBytes(24).toString('base64url');
  const { output } = await run('htpasswd', ['-Bbn', user, password]);
  await fs.writeFile(path.join(folder, 'htpasswd'), output.trim());
  const port = await freePort();
  await fs.writeFile(path.join(folder, 'config.yml'), configuration(folder, port));
  let said = '';
  const child = spawn('docker-registry', ['serve', path.join(folder, 'config.yml')], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env['PATH'], OTEL_TRACES_EXPORTER: 'none' },
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-4000)));
  const ended = new Promise((resolve) => child.once('close', resolve));
  const faults: RegistryFaults = {};
  const requests: string[] = [];
  const door = http.createServer((request, response) => {
    requests.push(`${request.method ?? ''} ${request.url ?? ''}`);
    handle(request, response, port, faults);
  });
  const stop = async (): Promise<void> => {
    door.closeAllConnections();
    door.close();
    child.kill('SIGKILL');
    await ended;
    await fs.rm(folder, { recursive: true, force: true });
  };
  try {
    await waitFor('the registry', 60_000, () => {
      if (child.exitCode !== null) throw new Error(`docker-registry ended with ${child.exitCode}:\n${said}`);
      return fetch(`http://127.0.0.1:${port}/v2/`).then(
        () => true,
        () => undefined,
      );
    });
    await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  } catch (error) {
    await stop();
    throw error;
  }
  const address = door.address();
  const host = `127.0.0.1:${typeof address === 'object' ? (address?.port ?? 0) : 0}`;
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const get: Registry['get'] = (at, headers) =>
    fetch(`http://${host}${at}`, { headers: { ...headers, authorization } });
  return { host, user, password, faults, requests, get, stop };
}

/** JSON is YAML. Addresses that it gives are relative: clients come through another port than it listens on. */
const configuration = (folder: string, port: number): string =>
  JSON.stringify({
    version: '0.1',
    log: { level: 'error', accesslog: { disabled: true } },
    storage: { filesystem: { rootdirectory: path.join(folder, 'data') }, delete: { enabled: true } },
    http: { addr: `127.0.0.1:${port}`, relativeurls: true },
    auth: { htpasswd: { realm: 'test', path: path.join(folder, 'htpasswd') } },
  });

function handle(
  request: http.IncomingMessage,
  response: http.ServerResponse,
  port: number,
  faults: RegistryFaults,
): void {
  const refusal = faults.refuse?.(request);
  if (refusal === 'drop') {
    request.socket.destroy();
    return;
  }
  if (refusal !== undefined) {
    refuse(request, response, refusal);
    return;
  }
  const { method, url, headers } = request;
  const onward = http.request({ host: '127.0.0.1', port, method, path: url, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.once('error', () => request.socket.destroy());
  request.once('close', () => {
    if (!request.complete) onward.destroy();
  });
  const cut = faults.cutUploads;
  if (cut !== undefined && cut.times > 0 && (method === 'PATCH' || method === 'PUT') && url?.includes('/blobs/')) {
    let left = cut.afterBytes;
    request.on('data', (chunk: Buffer) => {
      left -= chunk.length;
      if (left >= 0 || cut.times <= 0 || request.destroyed) return;
      cut.times -= 1;
      onward.destroy();
      request.socket.destroy();
    });
  }
  request.pipe(onward);
}

/** The body is read before: an engine that still writes would take the answer for a broken connection. */
function refuse(request: http.IncomingMessage, response: http.ServerResponse, error: RegistryError): void {
  request.resume().once('end', () => {
    response.writeHead(error.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ errors: [{ code: error.code, message: error.message }] }));
  });
}

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
