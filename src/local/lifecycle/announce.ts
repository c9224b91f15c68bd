import fs from 'node:fs/promises';
import path from 'node:path';
import { parseAnnouncement, type Announcement } from '../../adapters/process/announcement.ts';

const fileOf = (root: string): string => path.join(root, 'server.json');

/** Tells every window of this user where the server listens. It holds the keys: for its owner's eyes only. */
export async function announce(root: string, announcement: Announcement): Promise<void> {
  const temporary = `${fileOf(root)}.${announcement.pid}`;
  await fs.writeFile(temporary, `${JSON.stringify(announcement)}\n`, { mode: 0o600 });
  await fs.rename(temporary, fileOf(root));
}

/** Takes the announcement back. */
export function withdraw(root: string): Promise<void> {
  return fs.rm(fileOf(root), { force: true });
}

/** The announcement of the server that holds the root; undefined while that one still starts, or ends. */
export async function readAnnouncement(root: string): Promise<Announcement | undefined> {
  const announcement = parseAnnouncement(await fs.readFile(fileOf(root), 'utf8').catch(() => ''));
  return announcement !== undefined && isAlive(announcement.pid) ? announcement : undefined;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
