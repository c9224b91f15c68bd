import * as l10n from '@vscode/l10n';
import { defaultBucket, sagemakerConsoleUrl } from '../../core/aws/partition.ts';
import type { AwsConnection } from '../../core/connection.ts';
import { AppError } from '../../core/errors.ts';
import { jobKinds } from '../../core/jobs/kinds/jobKinds.ts';
import type { Backend } from '../../core/ports/backend.ts';
import { createAccount } from './account.ts';
import { createClients } from './clients.ts';
import { createImageRegistry } from './ecr.ts';
import { createJobs } from './jobs/index.ts';
import { createJobLogs } from './logs.ts';
import { createObjectStore } from './s3.ts';
import { createSession } from './session.ts';
import { createTags } from './tags.ts';

const pollInterval = 2_000;

/**
 * The backend of an AWS account: the same requests as on Local, with the credentials that the SDK finds for the profile (keys, SSO,
 * process, role, instance). Endpoints are the SDK's own, so AWS_ENDPOINT_URL and `endpoint_url` of the profile are honoured.
 */
export async function createAwsBackend(connection: AwsConnection): Promise<Backend> {
  const { profile, region } = connection;
  const { profileCredentials } = await import('./credentials.ts');
  const clients = createClients({ region, credentials: profileCredentials(profile, region) });
  const session = createSession({ region, profile, clients });
  const account = createAccount(session);
  let owner: string | undefined;
  const bucket = async (signal?: AbortSignal): Promise<string> => {
    if (connection.bucket !== undefined) return connection.bucket;
    owner = await account.accountId(signal);
    return defaultBucket(region, owner);
  };
  return {
    connection,
    region,
    jobs: createJobs(session),
    tags: createTags(session),
    logs: createJobLogs({ session, escapesReturns: true }),
    objects: createObjectStore({
      session,
      expectedOwner: (name) => (owner !== undefined && name === defaultBucket(region, owner) ? owner : undefined),
    }),
    account,
    registry: createImageRegistry({ session, isEngine: false }),
    bucket,
    roleArn: () => {
      if (connection.roleArn !== undefined) return connection.roleArn;
      throw new AppError(
        'RoleRequired',
        l10n.t(
          'A job on AWS runs with an IAM role that SageMaker may assume. Choose the connection again to select one, or paste its ARN.',
        ),
        { action: 'selectConnection' },
      );
    },
    defaultImage: undefined,
    pollInterval,
    datesOutputs: false,
    logDelay: 5_000,
    consoleUrl: ({ kind, name }) => sagemakerConsoleUrl(region, jobKinds[kind].consolePage, name),
  };
}
