import { stat } from 'node:fs/promises';
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
  return (await run(command, [...args, process.execPath, '--version'])).code === 0
    ? { uid, prefix }
    : 'a clone that other users can read';
}
