import type { Backend } from '../../src/core/ports/backend.ts';
import type { ObjectStore } from '../../src/core/ports/objectStore.ts';

export interface OutputsBackendOptions {
  readonly objects: ObjectStore;
  readonly bucket: string;
  /** Names of every job's outputs; they lie at `s3://<bucket>/<job>/output/<name>`. */
  readonly outputs: readonly string[];
  /** What SageMaker calls them, when not that. */
  readonly names?: readonly string[];
  /** Status of the jobs, asked for at every listing. */
  readonly status?: () => 'InProgress' | 'Completed';
}

/** A connection as far as the Outputs panel uses one: jobs that are over (or not), and their files in the given store. */
export function outputsBackend({ objects, bucket, outputs, names = outputs, status }: OutputsBackendOptions): Backend {
  const unused = () => Promise.reject(new Error('not part of the outputs'));
  const none = () => {
    throw new Error('not part of the outputs');
  };
  const describe = (job: string) =>
    Promise.resolve({
      ProcessingJobName: job,
      ProcessingJobArn: `arn:aws:sagemaker:us-east-1:000000000000:processing-job/${job}`,
      ProcessingJobStatus: status?.() ?? ('Completed' as const),
      CreationTime: new Date(),
      ProcessingResources: undefined,
      AppSpecification: { ImageUri: 'local/host' },
      $metadata: {},
      ProcessingOutputConfig: {
        Outputs: outputs.map((name, at) => ({
          OutputName: names[at] ?? name,
          S3Output: {
            S3Uri: `s3://${bucket}/${job}/output/${name}`,
            LocalPath: `/opt/ml/processing/${name}`,
            S3UploadMode: 'EndOfJob' as const,
          },
        })),
      },
    });
  return {
    connection: { kind: 'local' },
    region: 'us-east-1',
    jobs: {
      create: unused,
      describe,
      list: unused,
      stop: unused,
      addTags: unused,
      listTags: unused,
      deleteTags: unused,
    },
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
    logDelay: 0,
    consoleUrl: () => undefined,
  };
}
