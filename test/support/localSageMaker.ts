import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudWatchLogsClient, DescribeLogStreamsCommand, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreateProcessingJobCommand,
  DescribeProcessingJobCommand,
  SageMakerClient,
  type CreateProcessingJobRequest,
  type DescribeProcessingJobResponse,
} from '@aws-sdk/client-sagemaker';
import type { Announcement } from '../../src/adapters/process/announcement.ts';
import {
  localBucket,
  startLocalSageMaker,
  type LocalSageMakerOptions,
} from '../../src/local/lifecycle/localSageMaker.ts';
import { AnswerCheck } from './models/answers.ts';

export const jobGroup = '/aws/sagemaker/ProcessingJobs';

/** AWS's own clients for a Local SageMaker, and what tests do with them time and again. */
export class LocalClients {
  readonly sageMaker: SageMakerClient;
  readonly logs: CloudWatchLogsClient;
  readonly s3: S3Client;
  readonly announcement: Announcement;

  constructor(announcement: Announcement) {
    const { endpoint, region, accessKeyId, secretAccessKey } = announcement;
    const config = { endpoint, region, credentials: { accessKeyId, secretAccessKey }, maxAttempts: 1 };
    this.announcement = announcement;
    this.sageMaker = new SageMakerClient(config);
    this.logs = new CloudWatchLogsClient(config);
    this.s3 = new S3Client({ ...config, forcePathStyle: true });
  }

  /** Creates a job that runs `command`; `more` replaces parts of the request. */
  async create(name: string, command: string[], more: Partial<CreateProcessingJobRequest> = {}): Promise<string> {
    const request = processingJob(name, command, more);
    const { ProcessingJobArn = '' } = await this.sageMaker.send(new CreateProcessingJobCommand(request));
    return ProcessingJobArn;
  }

  describe(name: string): Promise<DescribeProcessingJobResponse> {
    return this.sageMaker.send(new DescribeProcessingJobCommand({ ProcessingJobName: name }));
  }

  /** Waits until a description satisfies `condition`. */
  async until(
    name: string,
    condition: (job: DescribeProcessingJobResponse) => boolean,
    limit = 120_000,
  ): Promise<DescribeProcessingJobResponse> {
    const start = Date.now();
    for (;;) {
      const job = await this.describe(name);
      if (condition(job)) return job;
      if (Date.now() - start > limit) throw new Error(`${name} is still ${JSON.stringify(job)}`);
      await sleep(10);
    }
  }

  /** Waits for the end of a job. */
  ended(name: string, limit?: number): Promise<DescribeProcessingJobResponse> {
    return this.until(
      name,
      ({ ProcessingJobStatus: status }) => status !== 'InProgress' && status !== 'Stopping',
      limit,
    );
  }

  /** Creates a job and waits for its end. */
  async run(
    name: string,
    command: string[],
    more: Partial<CreateProcessingJobRequest> = {},
  ): Promise<DescribeProcessingJobResponse> {
    await this.create(name, command, more);
    return this.ended(name);
  }

  async streams(job: string, group = jobGroup): Promise<string[]> {
    const { logStreams = [] } = await this.logs.send(
      new DescribeLogStreamsCommand({ logGroupName: group, logStreamNamePrefix: `${job}/` }),
    );
    return logStreams.map(({ logStreamName = '' }) => logStreamName);
  }

  /** Everything a job's host has printed, page by page, as a client follows it. */
  async log(job: string, host = 'algo-1', group = jobGroup): Promise<string[]> {
    const stream = (await this.streams(job, group)).find((name) => name.startsWith(`${job}/${host}-`));
    const messages: string[] = [];
    for (let token: string | undefined; ;) {
      const page = await this.logs.send(
        new GetLogEventsCommand({
          logGroupName: group,
          logStreamName: stream,
          startFromHead: true,
          nextToken: token,
        }),
      );
      messages.push(...(page.events ?? []).map(({ message = '' }) => message));
      if (page.nextForwardToken === token) return messages;
      token = page.nextForwardToken;
    }
  }

  async put(key: string, body: string | Uint8Array): Promise<string> {
    await this.s3.send(new PutObjectCommand({ Bucket: localBucket, Key: key, Body: body }));
    return `s3://${localBucket}/${key}`;
  }

  async keys(prefix: string): Promise<string[]> {
    const { Contents = [] } = await this.s3.send(new ListObjectsV2Command({ Bucket: localBucket, Prefix: prefix }));
    return Contents.map(({ Key = '' }) => Key);
  }

  async text(key: string): Promise<string> {
    const { Body } = await this.s3.send(new GetObjectCommand({ Bucket: localBucket, Key: key }));
    return (await Body?.transformToString()) ?? '';
  }

  /** For the AWS CLI and boto3. */
  get environment(): Record<string, string> {
    const { endpoint, region, accessKeyId, secretAccessKey } = this.announcement;
    return {
      PATH: '/usr/bin:/bin',
      HOME: '/nonexistent',
      ENDPOINT: endpoint,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
      AWS_DEFAULT_REGION: region,
      AWS_EC2_METADATA_DISABLED: 'true',
    };
  }
}

export class TestSageMaker extends LocalClients {
  readonly root: string;
  /** What the server logged, one line each. */
  readonly logged: readonly string[];
  readonly stop: () => Promise<void>;

  constructor(announcement: Announcement, root: string, logged: readonly string[], stop: () => Promise<void>) {
    super(announcement);
    this.root = root;
    this.logged = logged;
    this.stop = stop;
  }
}

export interface StartOptions {
  readonly maxJobs?: number;
  /** Milliseconds. */
  readonly grace?: number;
  /** A folder that is there and stays. */
  readonly root?: string;
  /** Command or path of the container engine; the first that answers when absent. */
  readonly containerEngine?: string;
  readonly ecr?: LocalSageMakerOptions['ecr'];
  readonly contracts?: LocalSageMakerOptions['contracts'];
}

/** All of Local SageMaker in this process, on a temporary state folder. `stop` rejects when an answer was not as AWS's models have it. */
export async function startSageMaker({
  maxJobs = 4,
  grace = 2_000,
  root,
  containerEngine = '',
  ecr,
  contracts,
}: StartOptions = {}): Promise<TestSageMaker> {
  const folder = root ?? (await mkdtemp(path.join(tmpdir(), 'local-sagemaker-')));
  const logged: string[] = [];
  const log = (message: string, error?: unknown) => {
    logged.push(error instanceof Error ? `${message}: ${error.stack ?? error.message}` : message);
  };
  const logger = { debug: log, info: log, warn: log, error: log };
  const check = new AnswerCheck();
  const server = await startLocalSageMaker({
    ...{ root: folder, port: 0, maxJobs, grace, containerEngine, logger, onAnswer: check.onAnswer },
    ...(ecr && { ecr }),
    ...(contracts && { contracts }),
  });
  return new TestSageMaker(server.announcement, folder, logged, async () => {
    await server.stop();
    if (root === undefined) await rm(folder, { recursive: true, force: true });
    check.done();
  });
}

/** A request for a job of one host that runs `command` as a process of this machine. */
export function processingJob(
  name: string,
  command: string[],
  more: Partial<CreateProcessingJobRequest> = {},
): CreateProcessingJobRequest {
  return {
    ProcessingJobName: name,
    AppSpecification: { ImageUri: 'local/host', ContainerEntrypoint: command },
    ProcessingResources: { ClusterConfig: { InstanceCount: 1, InstanceType: 'ml.m5.xlarge', VolumeSizeInGB: 30 } },
    RoleArn: 'arn:aws:iam::000000000000:role/LocalSageMaker',
    ...more,
  };
}

export function input(name: string, uri: string, more: object = {}) {
  return {
    InputName: name,
    S3Input: {
      S3Uri: uri,
      LocalPath: `/opt/ml/processing/input/${name}`,
      S3DataType: 'S3Prefix' as const,
      S3InputMode: 'File' as const,
      ...more,
    },
  };
}

export function output(name: string, uri: string, more: object = {}) {
  return {
    OutputName: name,
    S3Output: { S3Uri: uri, LocalPath: `/opt/ml/processing/${name}`, S3UploadMode: 'EndOfJob' as const, ...more },
  };
}
