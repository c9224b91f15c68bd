// A large file put into the bucket, and copied by cp on the same disk, in turn.
import { rm } from 'node:fs/promises';
import { alternately, timed } from '../figure.ts';
import { run } from '../../support/processes.ts';
import { answer, argument, localBackend } from './product.ts';

export interface UploadArgument {
  readonly stateFolder: string;
  readonly file: string;
  readonly copy: string;
  readonly runs: number;
}

/** Milliseconds. */
export interface UploadAnswer {
  readonly upload: readonly number[];
  readonly cp: readonly number[];
}

const { stateFolder, file, copy, runs } = argument as UploadArgument;
const backend = await localBackend(stateFolder);
const uri = `s3://${await backend.bucket()}/bench/large`;
const upload = (): Promise<number> => timed(() => backend.objects.putFile(uri, file));
const cp = async (): Promise<number> => {
  await rm(copy, { force: true });
  return timed(() => run('cp', [file, copy]));
};
await upload();
await cp();
const { first, second } = await alternately(runs, upload, cp);
answer({ upload: first, cp: second } satisfies UploadAnswer);
