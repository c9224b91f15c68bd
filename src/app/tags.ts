import type { Backend } from '../core/ports/backend.ts';

export interface ChangeTagsOptions {
  readonly backend: Backend;
  /** Of a job of any kind, or of whatever else has tags. */
  readonly arn: string;
  /** Tags to add or to give a new value. */
  readonly set?: Readonly<Record<string, string>>;
  /** Keys of tags to take away. */
  readonly remove?: readonly string[];
  readonly signal?: AbortSignal;
}

/** The tags of a resource that its user set, by key: those of AWS itself are not for anyone else to change. */
export async function userTags(backend: Backend, arn: string, signal?: AbortSignal): Promise<Record<string, string>> {
  const tags = Object.entries(await backend.tags.list(arn, signal));
  return Object.fromEntries(tags.filter(([key]) => !key.startsWith('aws:')));
}

/** Changes the tags of a resource. */
export async function changeTags({ backend, arn, set = {}, remove = [], signal }: ChangeTagsOptions): Promise<void> {
  if (Object.keys(set).length > 0) await backend.tags.add(arn, set, signal);
  if (remove.length > 0) await backend.tags.remove(arn, remove, signal);
}
