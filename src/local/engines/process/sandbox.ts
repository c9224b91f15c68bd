import { existsSync, realpathSync } from 'node:fs';
import { readdir, readlink } from 'node:fs/promises';
import path from 'node:path';
import { packagesFolder } from '../../../core/packages/packageFolders.ts';
import { errorText } from '../../../core/errors.ts';
import type { ProcessRunner } from '../../../core/ports/processRunner.ts';
import { containerRoot, jobFolder, makeHostFolder, type HostFolder } from '../../files/jobFolder.ts';
import { removeFolder } from '../../files/removeFolder.ts';

/** How a job's processes are kept apart from the rest of the machine. */
export interface Sandbox {
  /** True when the job sees its folder as /opt/ml. */
  readonly contained: boolean;
  /** Why it does not; for the first line of the job's log. */
  readonly notice: string | undefined;
  /** The command line that runs `command` for a host of a job. */
  wrap(command: readonly string[], folder: HostFolder, network: boolean): Promise<string[]>;
}

/** The descriptor on which bubblewrap tells the process id of the job's first process. */
export const infoDescriptor = 3;

/** What root may do in a job: own and read its files, as in Docker. Mounting, and so undoing the sandbox, is not part of it. */
const rootCapabilities = ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'SETGID', 'SETUID'];

/** Sockets of daemons that would act for a job outside of its sandbox: a read-only file system does not keep it from connecting. */
const daemonFolders = ['/run/user', '/run/dbus', '/run/containerd', '/run/podman'];
const daemonSockets = ['/run/docker.sock'];

/** Devices of GPUs, in a job as they are outside. */
const gpuDevices = /^(nvidia.*|dri|kfd)$/;

/**
 * Tries bubblewrap once, as jobs will use it. With it a job has its own /opt/ml and /tmp, its own process ids, and the rest of the machine
 * read-only; the state folder `root` is hidden. Without it jobs run in their folder and must use relative paths.
 */
export async function findSandbox(root: string, processes: ProcessRunner): Promise<Sandbox> {
  const program = await processes.find('bwrap');
  if (program === undefined) return uncontained('bubblewrap is not installed');
  const folder = await makeHostFolder(root, '.sandbox-probe', 'localhost');
  try {
    const args = [...(await isolation(root, { ...folder, hosts: '/etc/hosts' })), '--', 'true'];
    const { exitCode, stderr } = await processes.run({ command: program, args, timeout: 10_000 });
    return exitCode === 0 ? bubblewrap(program, root) : uncontained(stderr.trim());
  } catch (error) {
    // A machine without /opt or /etc/hosts, say: nothing that keeps Local SageMaker from starting.
    return uncontained(errorText(error));
  } finally {
    await removeFolder(jobFolder(root, '.sandbox-probe'));
  }
}

function bubblewrap(program: string, root: string): Sandbox {
  return {
    contained: true,
    notice: undefined,
    wrap: async (command, folder, network) => [
      program,
      ...(network ? [] : ['--unshare-net']),
      ...['--info-fd', String(infoDescriptor)],
      ...(await isolation(root, folder)),
      ...['--', ...command],
    ],
  };
}

/** All that bubblewrap is asked for in every job. */
async function isolation(root: string, folder: HostFolder): Promise<string[]> {
  return [
    ...['--die-with-parent', '--unshare-pid', '--unshare-ipc', '--unshare-uts', '--hostname', folder.host],
    ...capabilities(),
    ...['--ro-bind', '/', '/', '--dev', '/dev', ...(await gpuBinds()), '--proc', '/proc'],
    ...hiddenDaemons(),
    ...['--tmpfs', '/opt', ...(await optBinds()), '--bind', folder.ml, containerRoot],
    ...['--bind', folder.tmp, '/tmp', '--ro-bind', folder.hosts, realpathSync('/etc/hosts')],
    ...(path.relative('/tmp', root).startsWith('..') ? ['--tmpfs', root] : []),
    ...['--ro-bind-try', packagesFolder(root), packagesFolder(root)],
    ...['--chdir', containerRoot],
  ];
}

/** /opt is made anew for /opt/ml to stand in it; what else is there comes back. */
async function optBinds(): Promise<string[]> {
  const entries = await readdir('/opt', { withFileTypes: true });
  const binds = entries
    .filter(({ name }) => name !== path.basename(containerRoot))
    .map(async (entry) => {
      const place = path.join('/opt', entry.name);
      return entry.isSymbolicLink() ? ['--symlink', await readlink(place), place] : ['--ro-bind', place, place];
    });
  return (await Promise.all(binds)).flat();
}

async function gpuBinds(): Promise<string[]> {
  const devices = (await readdir('/dev')).filter((name) => gpuDevices.test(name)).map((name) => `/dev/${name}`);
  return devices.flatMap((device) => ['--dev-bind-try', device, device]);
}

function hiddenDaemons(): string[] {
  return [
    ...daemonFolders.filter((folder) => existsSync(folder)).flatMap((folder) => ['--tmpfs', realpathSync(folder)]),
    ...daemonSockets.filter((socket) => existsSync(socket)).flatMap((socket) => ['--ro-bind', '/dev/null', socket]),
  ];
}

function capabilities(): string[] {
  if (process.getuid?.() !== 0) return [];
  return ['--cap-drop', 'ALL', ...rootCapabilities.flatMap((name) => ['--cap-add', `CAP_${name}`])];
}

function uncontained(reason: string): Sandbox {
  return {
    contained: false,
    notice:
      `This machine cannot give a job its own /opt/ml (${reason}). The job runs in its own folder, named by SAGEMAKER_BASE_DIR: ` +
      'use relative paths, or install bubblewrap.',
    wrap: (command, folder) => Promise.resolve(command.map((part) => relocated(part, folder))),
  };
}

/** A path below /opt/ml, as it is on this machine. */
function relocated(text: string, folder: HostFolder): string {
  return text === containerRoot || text.startsWith(`${containerRoot}/`)
    ? path.join(folder.ml, text.slice(containerRoot.length))
    : text;
}
