import type { JobId } from '../../core/jobs/jobRef.ts';
import type { JobOutput } from '../../core/jobs/job.ts';
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

/** Plots are one kind, whatever their format. */
const order: readonly FileKind[] = ['image', 'table', 'html', 'markdown', 'json', 'text', 'file'];
const byPath = new Intl.Collator(undefined, { numeric: true });

/** What a job has written so far, output by output. `NotFound` when there is no such job. */
export async function listJobOutputs(options: ListJobOutputsOptions): Promise<JobOutputs> {
  const { backend, signal } = options;
  const job = await backend.jobs.describe(options.job, signal);
  const isDated = ({ isContinuous }: JobOutput) => backend.datesOutputs || isContinuous;
  const groups = await Promise.all(job.outputs.map((output) => listOutput(output, isDated(output), options)));
  return { job: job.ref.key(), status: job.status, groups, first: firstOf(groups, job.outputs.every(isDated)) };
}

async function listOutput(
  output: JobOutput,
  isDated: boolean,
  { backend, limit = 2000, signal }: ListJobOutputsOptions,
): Promise<OutputGroup> {
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
  const ofDocuments = documentFolders(files);
  const rank = (file: OutputFile): number => {
    const kind = order.indexOf(file.kind === 'pdf' ? 'image' : file.kind);
    return kind + (ofDocuments.some((place) => file.path.startsWith(place)) ? order.length : 0);
  };
  const byDate = (a: OutputFile, b: OutputFile) => (isDated && isPlot(a) && isPlot(b) ? a.modified - b.modified : 0);
  files.sort((a, b) => rank(a) - rank(b) || byDate(a, b) || byPath.compare(a.path, b.path));
  return { name: output.name, folder: output.path, uri: output.uri, files, truncated };
}

/** The newest plot; without dates the last of them by name. What a document shows is none of them. */
function firstOf(groups: readonly OutputGroup[], isDated: boolean): string | undefined {
  const plots = groups.flatMap(({ files }) => {
    const ofDocuments = documentFolders(files);
    return files.filter((file) => isPlot(file) && !ofDocuments.some((place) => file.path.startsWith(place)));
  });
  if (isDated) plots.sort((a, b) => a.modified - b.modified);
  return (plots.at(-1) ?? groups.flatMap(({ files }) => files).at(0))?.uri;
}

function isPlot({ kind }: OutputFile): boolean {
  return kind === 'image' || kind === 'pdf';
}

/** `report_files/` where there is `report.html`: a part of that document, as R Markdown, Quarto and browsers write it. */
function documentFolders(files: readonly OutputFile[]): string[] {
  const documents = files.filter(({ kind }) => kind === 'html' || kind === 'markdown');
  return documents.map(({ path }) => `${path.replace(/\.[^./]+$/u, '')}_files/`);
}
