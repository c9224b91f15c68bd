import { open } from 'node:fs/promises';
import path from 'node:path';
import { JobError } from './jobError.ts';
import type { HostFolder } from './jobFolder.ts';

/** Bytes of an ExitMessage. */
const messageLimit = 1024;

/**
 * What the hosts wrote to /opt/ml/output/message: one after the other, then cut to 1 KB; undefined when none did. Bytes that are
 * no UTF-8 fail the job, as on SageMaker.
 */
export async function readExitMessage(folders: readonly HostFolder[]): Promise<string | undefined> {
  const parts: Buffer[] = [];
  for (const { ml } of folders) {
    const part = await readStart(path.join(ml, 'output', 'message'));
    if (part !== undefined) parts.push(part);
  }
  const bytes = Buffer.concat(parts).subarray(0, messageLimit);
  try {
    // As a stream, a character that the cut went through is left out instead of being an error.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: bytes.length === messageLimit });
    return text === '' ? undefined : text;
  } catch {
    throw new JobError('ClientError: The exit message in /opt/ml/output/message is not valid UTF-8.');
  }
}

async function readStart(file: string): Promise<Buffer | undefined> {
  try {
    const handle = await open(file, 'r');
    try {
      if (!(await handle.stat()).isFile()) return undefined;
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(messageLimit), 0, messageLimit, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch {
    return undefined;
  }
}
