import type { ListProcessingJobsResponse } from '@aws-sdk/client-sagemaker';
import type { Backend } from '../../core/ports/backend.ts';

/** Jobs that are described at once. */
const atOnce = 8;

export interface ImagesOfJobsOptions {
  readonly backend: Backend;
  readonly since: Date;
  readonly signal?: AbortSignal;
}

/** The URIs of the images that jobs created since then, or still in progress, name. */
export async function imagesOfJobs({ backend, since, signal }: ImagesOfJobsOptions): Promise<Set<string>> {
  const images = new Set<string>();
  for (const filter of [{ CreationTimeAfter: since }, { StatusEquals: 'InProgress' as const }]) {
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
  }
  images.delete('');
  return images;
}
