import type { JobId } from '../../core/jobs/jobRef.ts';
import type { JobStatus } from '../../core/jobs/status.ts';
import type { Backend } from '../../core/ports/backend.ts';
import { kindOfName, type FileKind } from '../../core/outputs/fileKind.ts';
import { asFolder } from '../../core/storage/s3Uri.ts';

export interface OutputFile {
  readonly uri: string;
  /** Below the output's folder. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
  readonly kind: FileKind;
}

export interface OutputGroup {
  readonly name: string;
  /** Folder of the job that is uploaded. */
  readonly folder: string;
  readonly uri: string;
  /** Plots first, then tables, then the rest, each in the order of their paths. */
  readonly files: OutputFile[];
  /** There are more files than are listed. */
  readonly truncated: boolean;
}

export interface JobOutputs {
  /** Key of the job. */
  readonly job: string;
  readonly status: JobStatus;
  readonly groups: OutputGroup[];
}

export interface ListJobOutputsOptions {
  readonly backend: Backend;
  readonly job: JobId;
  /** Files of one output that are listed. */
  readonly limit?: number;
  readonly signal?: AbortSignal;
}

const order: readonly FileKind[] = ['image', 'pdf', 'table', 'html', 'markdown', 'json', 'text', 'file'];
const byPath = new Intl.Collator(undefined, { numeric: true });

/** What a job has written so far, output by output. `NotFound` when there is no such job. */
export async function listJobOutputs(options: ListJobOutputsOptions): Promise<JobOutputs> {
  const { backend, limit = 2000, signal } = options;
  const job = await backend.jobs.describe(options.job, signal);
  const groups = job.outputs.map(async (output): Promise<OutputGroup> => {
    const files: OutputFile[] = [];
    let truncated = false;
    const folder = asFolder(output.uri);
    for await (const object of backend.objects.list(folder, signal)) {
      const path = object.uri.slice(folder.length);
      if (path === '' || path.endsWith('/')) continue;
      truncated = files.length >= limit;
      if (truncated) break;
      const { uri, size, lastModified } = object;
      files.push({ uri, path, size, modified: lastModified.getTime(), kind: kindOfName(path) });
    }
    files.sort((a, b) => rank(a) - rank(b) || byPath.compare(a.path, b.path));
    return { name: output.name, folder: output.path, uri: output.uri, files, truncated };
  });
  return { job: job.ref.key(), status: job.status, groups: await Promise.all(groups) };
}

function rank(file: OutputFile): number {
  return order.indexOf(file.kind);
}
