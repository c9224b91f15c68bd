import { JobError } from '../contracts/jobError.ts';
import type { JobFiles } from '../files/jobFiles.ts';
import { readStart } from '../files/regularFile.ts';

/** Bytes of what SageMaker takes of a job's own words on its end. */
const exitMessageLimit = 1024;

/** The start of what a host wrote to its message file; empty when there is none, or it cannot be read: `say` is told why. */
export async function readMessage(files: JobFiles, messageFile: string, say: (note: string) => void): Promise<Buffer> {
  const file = await files.locate(messageFile);
  if (file === undefined) {
    say(`${messageFile} is not read: it leads out of the job's folders.`);
    return Buffer.alloc(0);
  }
  const handle = await files.open(file).catch(() => undefined);
  return handle === undefined ? Buffer.alloc(0) : readStart(handle, exitMessageLimit);
}

/**
 * What the hosts wrote, one after the other, cut to 1 KB; undefined when none did. Bytes that are no UTF-8 fail the job, as on
 * SageMaker.
 */
export function exitMessage(messages: readonly Buffer[], messageFile: string): string | undefined {
  const bytes = Buffer.concat(messages).subarray(0, exitMessageLimit);
  try {
    // As a stream, a character that the cut went through is left out instead of being an error.
    const isCut = bytes.length === exitMessageLimit;
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut });
    return text === '' ? undefined : text;
  } catch {
    throw new JobError(`ClientError: The exit message in ${messageFile} is not valid UTF-8.`);
  }
}
