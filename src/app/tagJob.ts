import type { Backend } from '../core/ports/backend.ts';

export interface JobTagsOptions {
  readonly backend: Backend;
  /** ARN of the job. */
  readonly arn: string;
  readonly signal?: AbortSignal;
}

/** The job's tags, by key. */
export async function jobTags({ backend, arn, signal }: JobTagsOptions): Promise<Record<string, string>> {
  const tags = await backend.jobs.listTags(arn, signal);
  return Object.fromEntries(tags.flatMap((tag) => (tag.Key === undefined ? [] : [[tag.Key, tag.Value ?? '']])));
}

export interface TagJobOptions extends JobTagsOptions {
  /** Tags to add or to give a new value. */
  readonly set?: Readonly<Record<string, string>>;
  /** Keys of tags to take away. */
  readonly remove?: readonly string[];
}

/** Changes the tags of a job, running or ended. */
export async function tagJob({ backend, arn, set = {}, remove = [], signal }: TagJobOptions): Promise<void> {
  const tags = Object.entries(set).map(([Key, Value]) => ({ Key, Value }));
  if (tags.length > 0) await backend.jobs.addTags(arn, tags, signal);
  if (remove.length > 0) await backend.jobs.deleteTags(arn, remove, signal);
}
