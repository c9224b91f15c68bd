import type { JobId } from '../../src/core/jobs/jobRef.ts';
import type { Backend } from '../../src/core/ports/backend.ts';
import type { ObjectStore } from '../../src/core/ports/objectStore.ts';
import { aJob } from './job.ts';

export interface OutputsBackendOptions {
  readonly objects: ObjectStore;
  readonly bucket: string;
  /** Names of every job's outputs; they lie at `s3://<bucket>/<job>/output/<name>`. */
  readonly outputs: readonly string[];
  /** What SageMaker calls them, when not that. */
  readonly names?: readonly string[];
  /** Whether the order of their dates is the order in which they were made: as on Local, unless it is said. */
  readonly datesOutputs?: boolean;
  /** Status of the jobs, asked for at every listing. */
  readonly status?: () => 'InProgress' | 'Completed';
}

/** A connection as far as the Outputs panel uses one: jobs that are over (or not), and their files in the given store. */
export function outputsBackend(options: OutputsBackendOptions): Backend {
  const { objects, bucket, outputs, names = outputs, status, datesOutputs = true } = options;
  const unused = () => Promise.reject(new Error('not part of the outputs'));
  const none = () => {
    throw new Error('not part of the outputs');
  };
  const describe = ({ name }: JobId) =>
    Promise.resolve(
      aJob(name, {
        status: status?.() ?? 'Completed',
        created: new Date(),
        outputs: outputs.map((output, at) => ({
          name: names[at] ?? output,
          uri: `s3://${bucket}/${name}/output/${output}`,
          path: `/opt/ml/processing/${output}`,
          isContinuous: false,
        })),
      }),
    );
  return {
    connection: { kind: 'local' },
    region: 'us-east-1',
    jobs: { kinds: ['processing'], create: unused, describe, list: unused, stop: unused },
    tags: { list: unused, add: unused, remove: unused },
    logs: { streams: unused, events: unused },
    objects,
    account: { accountId: unused, assumableRoles: unused },
    registry: {
      isEngine: true,
      repositories: none,
      findRepository: unused,
      uriOf: unused,
      createRepository: unused,
      deleteRepository: unused,
      images: none,
      findImage: unused,
      imageId: unused,
      deleteImage: unused,
      scan: unused,
      login: unused,
      consoleUrl: () => undefined,
    },
    bucket: () => Promise.resolve(bucket),
    roleArn: () => '',
    defaultImage: 'local/host',
    pollInterval: 250,
    datesOutputs,
    logDelay: 0,
    consoleUrl: () => undefined,
  };
}
