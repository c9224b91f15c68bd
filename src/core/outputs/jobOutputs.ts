import type { JobStatus } from '../jobs/status.ts';
import type { FileKind } from './fileKind.ts';

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
  /** Plots first, in the order they were made, where that is known; then tables, then the rest, each in the order of their paths. */
  readonly files: OutputFile[];
  /** There are more files than are listed. */
  readonly truncated: boolean;
}

export interface JobOutputs {
  /** Key of the job. */
  readonly job: string;
  readonly status: JobStatus;
  readonly groups: OutputGroup[];
  /** URI of what is shown first: the newest plot, else the first file. Undefined without files. */
  readonly first?: string | undefined;
}
