import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { JobRecord } from '../../store/jobs.ts';
import type { HostFolder } from '../../files/jobFolder.ts';

/** The names of a job's hosts, as its processes see them. */
export function hostNames(instanceCount: number): string[] {
  return Array.from({ length: instanceCount }, (_none, index) => `algo-${index + 1}`);
}

/** Writes what a job finds in /opt/ml/config, and its /etc/hosts: this machine's, and a loopback address for each host of the job. */
export async function writeConfigFiles(job: JobRecord, folder: HostFolder, hosts: readonly string[]): Promise<void> {
  const config = path.join(folder.ml, 'config');
  await mkdir(config, { recursive: true });
  const resources = { current_host: folder.host, hosts };
  await writeFile(path.join(config, 'processingjobconfig.json'), JSON.stringify(processingJobConfig(job), null, 2));
  await writeFile(path.join(config, 'resourceconfig.json'), JSON.stringify(resources));
  const machine = await readFile('/etc/hosts', 'utf8').catch(() => '127.0.0.1 localhost\n::1 localhost\n');
  const lines = hosts.map((host, index) => `127.0.0.${index + 1} ${host}\n`);
  await writeFile(folder.hosts, [machine.trimEnd(), '\n', ...lines].join(''));
}

/** The shape that SageMaker's guide shows: what was not given is null. */
function processingJobConfig({ arn, request }: JobRecord): object {
  const { ProcessingJobName, Environment, RoleArn, StoppingCondition } = request;
  const cluster = request.ProcessingResources?.ClusterConfig;
  return {
    ProcessingJobArn: arn,
    ProcessingJobName,
    AppSpecification: {
      ImageUri: request.AppSpecification?.ImageUri,
      ContainerEntrypoint: request.AppSpecification?.ContainerEntrypoint ?? null,
      ContainerArguments: request.AppSpecification?.ContainerArguments ?? null,
    },
    Environment: Environment ?? {},
    ProcessingInputs: (request.ProcessingInputs ?? []).map(({ InputName, S3Input }) => ({
      InputName,
      S3Input: {
        LocalPath: S3Input?.LocalPath,
        S3Uri: S3Input?.S3Uri,
        S3DataDistributionType: S3Input?.S3DataDistributionType ?? 'FullyReplicated',
        S3DataType: S3Input?.S3DataType,
        S3InputMode: S3Input?.S3InputMode ?? 'File',
        S3CompressionType: S3Input?.S3CompressionType ?? 'None',
        S3DownloadMode: 'StartOfJob',
      },
    })),
    ProcessingOutputConfig: {
      Outputs: (request.ProcessingOutputConfig?.Outputs ?? []).map(({ OutputName, S3Output }) => ({
        OutputName,
        S3Output,
      })),
      KmsKeyId: request.ProcessingOutputConfig?.KmsKeyId ?? null,
    },
    ProcessingResources: {
      ClusterConfig: {
        InstanceCount: cluster?.InstanceCount,
        InstanceType: cluster?.InstanceType,
        VolumeSizeInGB: cluster?.VolumeSizeInGB,
        VolumeKmsKeyId: cluster?.VolumeKmsKeyId ?? null,
      },
    },
    RoleArn,
    StoppingCondition: StoppingCondition ?? null,
  };
}
