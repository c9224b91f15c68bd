import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import * as z from 'zod/mini';
import { processImage } from '../../core/aws/container.ts';
import type { JobKind } from '../../core/jobs/jobRef.ts';
import type { JobStatus } from '../../core/jobs/status.ts';
import type { Backend } from '../../core/ports/backend.ts';
import type { Logger } from '../../core/ports/logger.ts';
import { activeJobsHeader, type Announcement } from '../process/announcement.ts';
import { createLocalServer, type LocalServerOptions } from '../process/localServer.ts';
import { createAccount } from './account.ts';
import { createClients, type Clients } from './clients.ts';
import { createImageRegistry } from './ecr.ts';
import { isUnknownOperation } from './errors.ts';
import { createJobs } from './jobs/index.ts';
import { createJobLogs } from './logs.ts';
import { createObjectStore } from './s3.ts';
import { createSession } from './session.ts';
import { createTags } from './tags.ts';

const pollInterval = 50;
const verifyLimit = 2_000;

/** The backend of Local SageMaker. When its server has ended meanwhile (it does so after idling), the next call starts it again. */
export async function createLocalBackend(options: LocalServerOptions, logger: Logger): Promise<Backend> {
  const server = createLocalServer({
    ...options,
    verify: async (found) => (await verified(found)) !== undefined,
    isBusy: hasJobs,
    logger,
  });
  let announcement = await server();
  const connect = (): Clients => createClients(settings(announcement));
  const session = createSession({
    region: announcement.region,
    clients: connect(),
    reconnect: async () => {
      announcement = await server();
      return connect();
    },
  });
  return {
    connection: { kind: 'local' },
    region: announcement.region,
    jobs: createJobs(session),
    tags: createTags(session),
    logs: createJobLogs({ session, escapesReturns: false }),
    objects: createObjectStore({ session, expectedOwner: () => undefined }),
    account: createAccount(session),
    registry: createImageRegistry({ session, isEngine: true }),
    bucket: () => Promise.resolve(announcement.bucket),
    roleArn: () => announcement.roleArn,
    defaultImage: processImage,
    pollInterval,
    datesOutputs: true,
    logDelay: 0,
    consoleUrl: () => undefined,
  };
}

function settings({
  region,
  endpoint,
  accessKeyId,
  secretAccessKey,
}: Announcement): Parameters<typeof createClients>[0] {
  return { region, endpoint, credentials: { accessKeyId, secretAccessKey }, maxAttempts: 2 };
}

/** The account of the server that answers at the announced place, if it is the announced one. */
async function verified(announcement: Announcement): Promise<string | undefined> {
  const clients = createClients(settings(announcement));
  try {
    const { Account } = await clients.sts.send(new GetCallerIdentityCommand({}), {
      abortSignal: AbortSignal.timeout(verifyLimit),
    });
    return Account === announcement.accountId ? Account : undefined;
  } catch {
    return undefined;
  } finally {
    clients.destroy();
  }
}

/** True also when that cannot be told: nobody's jobs are to end by it. A server that does not know a kind of jobs has none of it. */
export async function hasJobs(announcement: Announcement): Promise<boolean> {
  const clients = createClients(settings(announcement));
  const jobs = createJobs(createSession({ region: announcement.region, clients }));
  const hasSome = async (kind: JobKind, status: JobStatus): Promise<boolean> => {
    try {
      return (await jobs.list(kind, { status, pageSize: 1 }, AbortSignal.timeout(verifyLimit))).jobs.length > 0;
    } catch (error) {
      return !isUnknownOperation(error);
    }
  };
  try {
    const active = await activeJobs(clients);
    if (active !== undefined) return active > 0;
    // The first version does not tell.
    for (const kind of jobs.kinds) {
      if ((await hasSome(kind, 'InProgress')) || (await hasSome(kind, 'Stopping'))) return true;
    }
    return false;
  } catch {
    return true;
  } finally {
    clients.destroy();
  }
}

const counted = z.object({ headers: z.record(z.string(), z.string()) });

/** How many jobs run or wait, of whatever kind; undefined where the server does not tell. */
async function activeJobs({ sts }: Clients): Promise<number | undefined> {
  let told: string | undefined;
  sts.middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args);
      told = counted.safeParse(result.response).data?.headers[activeJobsHeader];
      return result;
    },
    { step: 'deserialize', name: 'activeJobs' },
  );
  await sts.send(new GetCallerIdentityCommand({}), { abortSignal: AbortSignal.timeout(verifyLimit) });
  return told === undefined ? undefined : Number(told);
}
