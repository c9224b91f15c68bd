import type { Job } from '../core/jobs/job.ts';
import type { Backend } from '../core/ports/backend.ts';
import type { StoredObject } from '../core/ports/objectStore.ts';
import { asFolder } from '../core/storage/s3Uri.ts';

/** A file that a job wrote. */
export interface JobOutputFile extends StoredObject {
  /** Name of the job's output, such as `output-1`. */
  readonly output: string;
  /** Below the output's folder, with `/` between segments. */
  readonly path: string;
}

export interface ListOutputsOptions {
  readonly backend: Backend;
  readonly job: Job;
  readonly signal?: AbortSignal;
}

/** The files under the outputs of a job, in order of outputs and keys, page by page: a job may have written very many. */
export async function* listOutputs(options: ListOutputsOptions): AsyncGenerator<JobOutputFile, void> {
  const { backend, job, signal } = options;
  for (const output of job.outputs) {
    const folder = asFolder(output.uri);
    for await (const object of backend.objects.list(folder, signal)) {
      const path = object.uri.slice(folder.length);
      // What ends in / only marks a folder.
      if (path !== '' && !path.endsWith('/')) yield { ...object, output: output.name, path };
    }
  }
}
