import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import type { AccessKeys } from '../protocol/signature.ts';

const storedKeys = z.object({ accessKeyId: z.string().min(16), secretAccessKey: z.string().min(40) });

/** The keys that clients sign with: made when the state folder is first used, readable by its owner only, the same ever after. */
export async function loadKeys(root: string): Promise<AccessKeys & { readonly created: Date }> {
  const file = path.join(root, 'keys.json');
  const text = await fs.readFile(file, 'utf8').catch(() => undefined);
  if (text !== undefined) return { ...readKeys(file, text), created: (await fs.stat(file)).mtime };
  const keys = { accessKeyId: `LOCAL${letters(15)}`, secretAccessKey: randomBytes(30).toString('base64') };
  const temporary = `${file}.${process.pid}`;
  await fs.writeFile(temporary, `${JSON.stringify(keys)}\n`, { mode: 0o600 });
  await fs.rename(temporary, file);
  return { ...keys, created: new Date() };
}

function readKeys(file: string, text: string): AccessKeys {
  try {
    return storedKeys.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(`${file} cannot be read: remove it, and new keys are made at the next start.`, { cause: error });
  }
}

/** Capital letters and digits, as in an access key of AWS. */
function letters(count: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return [...randomBytes(count)].map((byte) => alphabet.charAt(byte % alphabet.length)).join('');
}
