import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Clock } from '../../src/core/ports/clock.ts';
import type { Logger } from '../../src/core/ports/logger.ts';
import type { JsonService } from '../../src/local/protocol/jsonProtocol.ts';
import { S3Protocol } from '../../src/local/operations/s3/s3Protocol.ts';
import { createLocalServer } from '../../src/local/server.ts';
import { openDatabase } from '../../src/local/store/database.ts';
import { openObjectStore } from '../../src/local/store/objects/index.ts';

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

const keys = { accessKeyId: 'LOCALTESTACCESSKEY00', secretAccessKey: 'a+secret/of the=test' };
export const accountId = '000000000000';
export const region = 'us-east-1';

/** Local SageMaker's endpoint in this process on a temporary root: S3, STS and the JSON services given. */
export async function startServer({ services = [] }: { services?: JsonService[] } = {}): Promise<TestServer> {
  const root = await mkdtemp(path.join(tmpdir(), 'local-sagemaker-'));
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
    client: { endpoint, region, credentials: keys, forcePathStyle: true },
    environment: {
      PATH: process.env['PATH'] ?? '',
      HOME: root,
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      AWS_DEFAULT_REGION: region,
      AWS_ENDPOINT_URL: endpoint,
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
