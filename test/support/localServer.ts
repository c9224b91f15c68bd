import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Clock } from '../../src/core/ports/clock.ts';
import type { Logger } from '../../src/core/ports/logger.ts';
import type { KeyRing } from '../../src/local/credentials/keyRing.ts';
import { localRole } from '../../src/local/credentials/role.ts';
import { iamService } from '../../src/local/operations/iam/index.ts';
import { S3Protocol } from '../../src/local/operations/s3/s3Protocol.ts';
import { stsService } from '../../src/local/operations/sts/index.ts';
import type { JsonService } from '../../src/local/protocol/jsonProtocol.ts';
import type { BodyPace } from '../../src/local/protocol/bodyPace.ts';
import { createLocalEndpoint } from '../../src/local/server.ts';
import { openDatabase } from '../../src/local/store/database.ts';
import { openS3Store } from '../../src/local/store/objects/index.ts';
import { AnswerCheck } from './models/answers.ts';
import { account, accountId, keys, region as usualRegion } from './testAccount.ts';

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
  readonly keyRing: KeyRing;
  /** The jobs whose session keys are good, by key. */
  readonly runningJobs: Set<string>;
  /** For the AWS CLI and boto3. */
  readonly environment: Readonly<Record<string, string>>;
  /** Moves the server's clock, in milliseconds from now. */
  shiftClock(milliseconds: number): void;
  /** What the server logged, one line each. */
  readonly logged: readonly string[];
  stop(): Promise<void>;
}

export interface ServerOptions {
  readonly services?: JsonService[];
  readonly pace?: BodyPace;
  /** The region that its client signs for. */
  readonly region?: string;
}

/**
 * Local SageMaker's endpoint in this process on a temporary root: S3, STS, IAM and the JSON services given. `stop` rejects when an answer
 * was not as AWS's models have it.
 */
export async function startServer({
  services = [],
  pace,
  region = usualRegion,
}: ServerOptions = {}): Promise<TestServer> {
  const root = await temporaryRoot();
  const logged: string[] = [];
  const log = (message: string, error?: unknown) => {
    logged.push(error instanceof Error ? `${message}: ${error.stack ?? error.message}` : message);
  };
  const logger: Logger = { debug: log, info: log, warn: log, error: log };
  let shift = 0;
  const clock: Pick<Clock, 'now'> = { now: () => new Date(Date.now() + shift) };
  const database = openDatabase(path.join(root, 'state.db'));
  const s3 = new S3Protocol(openS3Store(database, root, logger));
  const runningJobs = new Set<string>();
  const owned = account((job) => runningJobs.has(job));
  const { keyRing } = owned;
  const role = localRole(accountId, clock.now());
  const queryServices = [stsService(keyRing, role), iamService(role)];
  const check = new AnswerCheck();
  const { onAnswer } = check;
  const served = { services, queryServices, s3, onAnswer };
  const server = createLocalEndpoint({ ...owned, ...served, clock, logger, ...(pace && { pace }) });
  const { endpoint } = await server.start();
  return {
    endpoint,
    keyRing,
    runningJobs,
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
      check.done();
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
  const node = [process.execPath, script, root];
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
