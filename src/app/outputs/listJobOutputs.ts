import type { JobId } from '../../core/jobs/jobRef.ts';
import type { Backend } from '../../core/ports/backend.ts';
import { kindOfName, type FileKind } from '../../core/outputs/fileKind.ts';
import type { JobOutputs, OutputFile, OutputGroup } from '../../core/outputs/jobOutputs.ts';
import { asFolder } from '../../core/storage/s3Uri.ts';

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
