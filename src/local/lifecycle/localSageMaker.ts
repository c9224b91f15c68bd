import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import manifest from '../../../package.json' with { type: 'json' };
import type { Announcement } from '../../adapters/process/announcement.ts';
import type { JobContracts } from '../contracts/index.ts';
import { createContainerEngines } from '../../adapters/docker/index.ts';
import { createProcessRunner } from '../../adapters/process/processRunner.ts';
import type { JobRef } from '../../core/jobs/jobRef.ts';
import type { Logger } from '../../core/ports/logger.ts';
import type { RunEngine } from '../../core/jobs/engine.ts';
import { jobKeys } from '../credentials/jobKeys.ts';
import { KeyRing } from '../credentials/keyRing.ts';
import { localRole } from '../credentials/role.ts';
import { ecrService, type EcrStores } from '../operations/ecr/index.ts';
import { iamService } from '../operations/iam/index.ts';
import { logsService } from '../operations/logs/index.ts';
import { S3Protocol } from '../operations/s3/s3Protocol.ts';
import { sageMakerService } from '../operations/sagemaker/index.ts';
import { stsService } from '../operations/sts/index.ts';
import type { JsonService } from '../protocol/jsonProtocol.ts';
import { createEngineImages } from '../registry/engineImages.ts';
import { registryHosts } from '../registry/registryHosts.ts';
import { ContainerAccess } from '../engines/docker/access.ts';
import { LocalContainers } from '../engines/docker/localContainers.ts';
import { JobEngines } from '../engines/jobEngines.ts';
import { JobLogStreams } from '../jobs/log/jobLogStreams.ts';
import { JobQueue } from '../jobs/jobQueue.ts';
import { JobProcesses } from '../engines/process/jobProcesses.ts';
import { findSandbox } from '../engines/process/sandbox.ts';
import { createLocalEndpoint, type LocalEndpointOptions } from '../server.ts';
import { startCheckpoints } from '../store/checkpoints.ts';
import { openDatabase } from '../store/database.ts';
import { HostProcessStore } from '../store/hostProcesses.ts';
import { JobStore } from '../store/jobs.ts';
import { startRetention } from '../store/logRetention.ts';
import { LogStore } from '../store/logs.ts';
import { RepositoryStore } from '../store/repositories.ts';
import { TagStore } from '../store/tags.ts';
import { createObjectStorage, openS3Store } from '../store/objects/index.ts';
import { announce, withdraw } from './announce.ts';
import { loadKeys } from './keys.ts';

/** Who Local SageMaker's caller is, and where. Fixed: nothing depends on them but names. */
export const region = 'us-east-1';
export const accountId = '000000000000';
export const roleArn = `arn:aws:iam::${accountId}:role/LocalSageMaker`;
export const localBucket = `sagemaker-${region}-${accountId}`;

export interface LocalSageMakerOptions {
  /** The state folder, an absolute path. This process holds its lock. */
  readonly root: string;
  /** 0 is any free one. */
  readonly port: number;
  /** How many jobs run at once. */
  readonly maxJobs: number;
  /** Milliseconds between SIGTERM and SIGKILL when a job is stopped. */
  readonly grace: number;
  /** What runs a job that names no engine; `auto` when absent. */
  readonly engine?: RunEngine;
  /** Command or path of the container engine; the first that is installed when absent. */
  readonly containerEngine?: string;
  readonly logger: Logger;
  /** The kinds of jobs that there are; those of the product when absent. */
  readonly contracts?: JobContracts;
  /** Serves Amazon ECR; over the engine's images when absent. */
  readonly ecr?: (stores: EcrStores) => JsonService;
  readonly onRequest?: LocalEndpointOptions['onRequest'];
  readonly onAnswer?: LocalEndpointOptions['onAnswer'];
}

export interface LocalSageMaker {
  readonly announcement: Announcement;
  /** How many jobs run or wait. */
  activeJobs(): number;
  /** Ends every job that runs, then the server. Jobs that wait run at the next start. */
  stop(): Promise<void>;
}

/** Starts everything on a state folder. Rejects with `EADDRINUSE` when the port is taken. */
export async function startLocalSageMaker(options: LocalSageMakerOptions): Promise<LocalSageMaker> {
  const { root, logger } = options;
  await mkdir(root, { recursive: true, mode: 0o700 });
  const clock = { now: () => new Date() };
  const processes = createProcessRunner();
  const [{ created, ...keys }, sandbox] = await Promise.all([loadKeys(root), findSandbox(root, processes)]);
  const stateFile = path.join(root, 'state.db');
  const database = openDatabase(stateFile);
  const endCheckpoints = startCheckpoints(database, stateFile);
  const objects = openS3Store(database, root, logger);
  const storage = createObjectStorage(objects, region, clock);
  storage.ensureBucket(localBucket);
  const logs = new LogStore(database);
  const endRetention = startRetention(database, clock.now);
  const jobs = new JobStore(database, options.contracts);
  let endpoint = '';
  const service = (job: JobRef, role: string, isInImage: boolean) => ({
    endpoint,
    ...jobKeys(keyRing, job, role, isInImage),
  });
  const role = localRole(accountId, created);
  const keyRing = new KeyRing({ root: keys, accountId, isRunning: (job) => jobs.isUnfinished(job) });
  const { engine: usual = 'auto', containerEngine = '' } = options;
  const installed = createContainerEngines({ processes, wanted: () => containerEngine });
  const hosts = registryHosts(accountId);
  const ecr =
    options.ecr ?? ((stores) => ecrService(stores, createEngineImages(installed, hosts, keys.secretAccessKey)));
  const containers = new LocalContainers({
    ...{ root, logger, hosts },
    secret: keys.secretAccessKey,
    engines: installed,
    access: new ContainerAccess({
      listen: (address) => server.listenAlso(address),
      admit: (name) => server.admit(name),
    }),
  });
  const { grace } = options;
  const jobProcesses = new JobProcesses(new HostProcessStore(database), logger);
  const engines = new JobEngines({
    sandbox,
    processes: jobProcesses,
    containers,
    usual,
    service,
    environment: process.env,
    root,
    grace,
  });
  const queue = new JobQueue({
    jobs,
    maxJobs: options.maxJobs,
    logger,
    tools: { root, storage, engines, logs: new JobLogStreams(database, logs, root), grace },
    containers,
    processes: jobProcesses,
  });
  const server = createLocalEndpoint({
    keyRing,
    ...{ region, accountId },
    queryServices: [stsService(keyRing, role), iamService(role)],
    services: [
      sageMakerService(database, jobs, queue),
      logsService(database, logs),
      ecr({ repositories: new RepositoryStore(database), tags: new TagStore(database), jobs }),
    ],
    s3: new S3Protocol(objects),
    activeJobs: () => queue.active,
    clock,
    logger,
    ...(options.onRequest && { onRequest: options.onRequest }),
    ...(options.onAnswer && { onAnswer: options.onAnswer }),
  });
  await queue.recover();
  const address = await server.start(options.port);
  endpoint = address.endpoint;
  const announcement = {
    pid: process.pid,
    ...address,
    region,
    ...keys,
    accountId,
    roleArn,
    bucket: localBucket,
    version: manifest.version,
    containerEngine,
  };
  await announce(root, announcement);
  queue.open();
  void objects.sweep().catch((error: unknown) => {
    logger.warn(`files of an earlier process could not be removed: ${String(error)}`);
  });
  return {
    announcement,
    activeJobs: () => queue.active,
    stop: async () => {
      await withdraw(root);
      await queue.shutdown();
      containers.close();
      jobProcesses.close();
      await server.stop();
      endRetention();
      await endCheckpoints();
      database.close();
    },
  };
}
