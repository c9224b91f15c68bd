import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Clock } from '../../src/core/ports/clock.ts';
import type { Logger } from '../../src/core/ports/logger.ts';
import { S3Protocol } from '../../src/local/operations/s3/s3Protocol.ts';
import type { JsonService } from '../../src/local/protocol/jsonProtocol.ts';
import { createLocalServer } from '../../src/local/server.ts';
import { openDatabase } from '../../src/local/store/database.ts';
import { openObjectStore } from '../../src/local/store/objects/index.ts';
import { accountId, keys, region as usualRegion } from './testAccount.ts';

/** What any AWS SDK client's constructor takes to talk to a Local SageMaker. */
export interface ClientConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly forcePathStyle: boolean;
}

export interface TestServer {
  readonly endpoint: string;
  readonly root: string;
  readonly client: ClientConfig;
  /** For the AWS CLI and boto3. */
  readonly environment: Readonly<Record<string, string>>;
  /** Moves the server's clock, in milliseconds from now. */
  shiftClock(milliseconds: number): void;
  /** What the server logged, one line each. */
  readonly logged: readonly string[];
  stop(): Promise<void>;
}

/** Local SageMaker's endpoint in this process on a temporary root: S3, STS and the JSON services given. */
export async function startServer({
  services = [],
  region = usualRegion,
}: { services?: JsonService[]; region?: string } = {}): Promise<TestServer> {
  const root = await temporaryRoot();
  const logged: string[] = [];
  const log = (message: string, error?: unknown) => {
    logged.push(error instanceof Error ? `${message}: ${error.stack ?? error.message}` : message);
  };
  const logger: Logger = { debug: log, info: log, warn: log, error: log };
  let shift = 0;
  const clock: Pick<Clock, 'now'> = { now: () => new Date(Date.now() + shift) };
  const database = openDatabase(path.join(root, 'state.db'));
  const s3 = new S3Protocol(openObjectStore(database, root, logger));
  const server = createLocalServer({ keys, region, accountId, services, s3, clock, logger });
  const { endpoint } = await server.start();
  return {
    endpoint,
    root,
    logged,
    client: clientConfig(endpoint, region),
    environment: {
      PATH: process.env['PATH'] ?? '',
      HOME: root,
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      AWS_DEFAULT_REGION: region,
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    shiftClock: (milliseconds) => {
      shift = milliseconds;
    },
    stop: async () => {
      await server.stop();
      database.close();
      await rm(root, { recursive: true, force: true });
    },
  };
}

export interface ServerProcess {
  readonly client: ClientConfig;
  /** SIGKILL, and waits for its end. */
  kill(): Promise<void>;
}

/** S3 and STS on `root` in a process of its own. `wrapper` is a command that starts another: `unshare …`. */
export async function startServerProcess(root: string, wrapper: readonly string[] = []): Promise<ServerProcess> {
  const script = path.join(import.meta.dirname, 'localServerChild.ts');
  const node = [process.execPath, '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON', script, root];
  const [command = '', ...args] = wrapper.concat(node);
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const lines = createInterface(child.stdout);
  const endpoint = await Promise.race([
    once(lines, 'line').then(([line]) => String(line)),
    exited.then(() => Promise.reject(new Error('the server ended before it listened'))),
  ]);
  return {
    client: clientConfig(endpoint),
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

export function temporaryRoot(): Promise<string> {
  return mkdtemp(path.join(tmpdir(), 'local-sagemaker-'));
}

function clientConfig(endpoint: string, region = usualRegion): ClientConfig {
  return { endpoint, region, credentials: keys, forcePathStyle: true };
}
