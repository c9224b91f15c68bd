import type { ListProcessingJobsResponse } from '@aws-sdk/client-sagemaker';
import type { Backend } from '../../core/ports/backend.ts';

/** Jobs that are described at once. */
const atOnce = 8;

export interface ImagesOfJobsOptions {
  readonly backend: Backend;
  readonly since: Date;
  readonly signal?: AbortSignal;
}

export interface ImagesOfJobs {
  /** URIs that jobs created since then name. */
  readonly recent: ReadonlySet<string>;
  /** URIs that jobs in progress name. */
  readonly inProgress: ReadonlySet<string>;
}

/** The images that jobs name. */
export async function imagesOfJobs({ backend, since, signal }: ImagesOfJobsOptions): Promise<ImagesOfJobs> {
  const recent = new Set<string>();
  const inProgress = new Set<string>();
  for (const [images, filter] of [
    [recent, { CreationTimeAfter: since }],
    [inProgress, { StatusEquals: 'InProgress' as const }],
  ] as const) {
    let token: string | undefined;
    do {
      const page: ListProcessingJobsResponse = await backend.jobs.list(
        { ...filter, MaxResults: 100, ...(token !== undefined && { NextToken: token }) },
        signal,
      );
      const names = (page.ProcessingJobSummaries ?? []).map(({ ProcessingJobName }) => ProcessingJobName ?? '');
      for (let at = 0; at < names.length; at += atOnce) {
        const jobs = await Promise.all(names.slice(at, at + atOnce).map((name) => backend.jobs.describe(name, signal)));
        for (const { AppSpecification } of jobs) images.add(AppSpecification?.ImageUri ?? '');
      }
      token = page.NextToken;
    } while (token !== undefined);
    images.delete('');
  }
  return { recent, inProgress };
}
