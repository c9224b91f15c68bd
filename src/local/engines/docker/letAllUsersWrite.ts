import { chmod, readdir } from 'node:fs/promises';
import path from 'node:path';

/**
 * Lets every user id that an image may have read and write a job's folder, as none of them is this user's. Nobody else on this machine
 * gets to it: the state folder above is closed.
 */
export async function letAllUsersWrite(folder: string): Promise<void> {
  await chmod(folder, 0o777);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) await letAllUsersWrite(place);
    else if (entry.isFile()) await chmod(place, 0o666);
  }
}
