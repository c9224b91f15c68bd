import { isS3Uri } from '../../core/storage/s3Uri.ts';
import { joinPath, parentOf } from '../../core/paths.ts';
import type { Files } from '../../core/ports/files.ts';
import type { RunSpec } from '../../core/runs/runSpec.ts';
import type { CodeNeeds } from '../../core/scripts/needs.ts';
import { collectCode } from '../code/collectCode.ts';

export interface UnsentFilesOptions {
  readonly files: Files;
  readonly spec: Pick<RunSpec, 'script' | 'code'>;
  /** Absolute: what the needs' paths are below of. */
  readonly folder: string;
  readonly needs: CodeNeeds;
  readonly signal?: AbortSignal;
}

/**
 * Files that a script brings in and its run does not send along, as they lie outside of the run's code folder or its ignore rules leave
 * them out: the script would miss them. Paths below the folder.
 */
export async function unsentFiles({ files, spec, folder, needs, signal }: UnsentFilesOptions): Promise<string[]> {
  const code = spec.code ?? parentOf(spec.script);
  if (isS3Uri(code) || needs.read.length < 2) return [];
  const collected = await collectCode({
    files,
    folder: code,
    content: 'code',
    sizeLimit: Infinity,
    ...(signal && { signal }),
  });
  const sent = new Set([spec.script, ...collected.files.map(({ path }) => joinPath(code, path))]);
  return needs.read.filter((path) => !needs.scripts.includes(path) && !sent.has(joinPath(folder, path)));
}
