import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { removeFolder } from './removeFolder.ts';

/** What stands for /opt/ml in requests and in the job. */
export const containerRoot = '/opt/ml';

/** The folders of one host of a job. All are in `<root>/jobs/<key of the job>/<host>`. */
export interface HostFolder {
  readonly host: string;
  /** The job's /opt/ml. */
  readonly ml: string;
  /** The job's /tmp, which is its home as well. */
  readonly tmp: string;
  /** The job's /etc/hosts. */
  readonly hosts: string;
  /** What the host's processes print. */
  readonly log: string;
  /** The environment of its container. */
  readonly environment: string;
}

export function jobsFolder(root: string): string {
  return path.join(root, 'jobs');
}

/** `key`: of a `JobRef`. */
export function jobFolder(root: string, key: string): string {
  return path.join(jobsFolder(root), key);
}

export function hostFolder(root: string, key: string, host: string): HostFolder {
  const folder = path.join(jobFolder(root, key), host);
  const at = (name: string): string => path.join(folder, name);
  return {
    ...{ host, ml: at('ml'), tmp: at('tmp'), hosts: at('hosts'), log: at('log') },
    environment: at('environment'),
  };
}

/** Makes a host's folders anew: what an earlier attempt left is gone. */
export async function makeHostFolder(root: string, key: string, host: string): Promise<HostFolder> {
  const folder = hostFolder(root, key, host);
  await removeFolder(path.dirname(folder.ml));
  for (const each of [folder.ml, folder.tmp, path.join(folder.ml, 'output')]) await mkdir(each, { recursive: true });
  return folder;
}

/** Where a path of the job is on this machine; undefined when it is not below /opt/ml. */
export function onHost(folder: HostFolder, containerPath: string): string | undefined {
  const normalised = path.posix.normalize(containerPath);
  if (normalised === containerRoot) return folder.ml;
  return normalised.startsWith(`${containerRoot}/`)
    ? path.join(folder.ml, normalised.slice(containerRoot.length + 1))
    : undefined;
}
