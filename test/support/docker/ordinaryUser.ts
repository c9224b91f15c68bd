import { constants } from 'node:fs';
import { chmod, copyFile, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bundlePrograms } from '../bundle.ts';
import { run } from '../processes.ts';

/** A user of this machine that is not root and may use the engine. Nobody has the number: the files that it makes are nobody's. */
export interface OrdinaryUser {
  readonly uid: number;
  /** The command that starts another as this user. */
  readonly prefix: readonly [command: string, ...args: string[]];
}

const uid = 54_321;

/** Needs root, which the tests in an image usually are; returns why not, when there can be no such user. */
export async function ordinaryUser(): Promise<OrdinaryUser | string> {
  if (process.getuid?.() !== 0) return 'root';
  const socket = (process.env['DOCKER_HOST'] ?? 'unix:///var/run/docker.sock').replace('unix://', '');
  const group = await stat(socket).then(
    ({ gid }) => gid,
    () => undefined,
  );
  if (group === undefined) return 'the socket of the engine';
  const prefix: OrdinaryUser['prefix'] = ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, `--groups=${group}`];
  const [command, ...args] = prefix;
  const asked = await run(command, [...args, 'docker', 'version', '--format', '{{.Server.Version}}'], {
    env: { ...process.env, HOME: '/nonexistent' },
  });
  if (asked.code !== 0) return 'a group that may use the engine';
  return { uid, prefix };
}

/** Local SageMaker and its Node where every user can read them, as a clone in somebody's home can not be: a command line without options. */
export async function localForAll(): Promise<{ readonly command: readonly string[]; remove(): Promise<void> }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'local-for-all-'));
  const node = path.join(folder, 'node');
  await copyFile(process.execPath, node, constants.COPYFILE_FICLONE);
  await bundlePrograms({ local: path.join(import.meta.dirname, '../../../src/local/cli.ts') }, folder);
  await chmod(folder, 0o755);
  return {
    command: [node, '--no-warnings', path.join(folder, 'local.mjs')],
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
