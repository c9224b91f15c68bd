import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as z from 'zod/mini';
import type { EngineLogin } from '../../core/ports/containerEngine.ts';
import type { RegistryLogin } from '../../core/ports/imageRegistry.ts';
import { temporaryFolder } from './temporaryFolder.ts';

type Environment = Readonly<Record<string, string>>;

/**
 * A folder of configuration with the login in it, for the commands of one build and push: the user's own configuration is not touched,
 * and the login is on no command line. What the user configured holds there too: contexts, plugins and other logins are links to theirs.
 */
export async function writeLogin(engine: string, login: RegistryLogin, environment: Environment): Promise<EngineLogin> {
  const folder = await ownFolder(environment['XDG_RUNTIME_DIR']);
  const dispose = (): Promise<void> => fs.rm(folder, { recursive: true, force: true });
  try {
    const variables =
      engine === 'Podman'
        ? await podmanLogin(folder, login, environment)
        : await dockerLogin(folder, login, environment);
    return { environment: variables, dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

async function ownFolder(runtimeFolder: string | undefined): Promise<string> {
  const use = 'login';
  if (runtimeFolder === undefined || runtimeFolder === '') return temporaryFolder(use);
  // After `su`, or in a container, the variable may name a folder that is not there, or another user's.
  return temporaryFolder(use, runtimeFolder).catch(() => temporaryFolder(use));
}

const configuration = z.looseObject({
  auths: z.optional(z.record(z.string(), z.unknown())),
  credHelpers: z.optional(z.record(z.string(), z.string())),
});

async function dockerLogin(folder: string, login: RegistryLogin, environment: Environment): Promise<Environment> {
  const home = environment['DOCKER_CONFIG'] ?? path.join(os.homedir(), '.docker');
  for (const entry of await fs.readdir(home, { withFileTypes: true }).catch(() => [])) {
    if (entry.name !== 'config.json')
      await link(path.join(home, entry.name), path.join(folder, entry.name), entry.isDirectory());
  }
  const users = await readConfiguration(path.join(home, 'config.json'));
  await write(path.join(folder, 'config.json'), {
    ...users,
    auths: { ...users.auths, [login.host]: entryOf(login) },
    // The user's keychain is not asked for this host, and is given nothing.
    credHelpers: { ...users.credHelpers, [login.host]: '' },
  });
  return { DOCKER_CONFIG: folder };
}

async function podmanLogin(folder: string, login: RegistryLogin, environment: Environment): Promise<Environment> {
  const places = [
    environment['REGISTRY_AUTH_FILE'],
    environment['XDG_RUNTIME_DIR'] && path.join(environment['XDG_RUNTIME_DIR'], 'containers', 'auth.json'),
    path.join(os.homedir(), '.config', 'containers', 'auth.json'),
    path.join(os.homedir(), '.docker', 'config.json'),
  ];
  let users: z.infer<typeof configuration> = {};
  for (const place of places.reverse()) {
    if (place === undefined || place === '') continue;
    const { auths, credHelpers } = await readConfiguration(place);
    users = { auths: { ...users.auths, ...auths }, credHelpers: { ...users.credHelpers, ...credHelpers } };
  }
  // A helper for this host would be asked first.
  const credHelpers = Object.fromEntries(
    Object.entries(users.credHelpers ?? {}).filter(([host]) => host !== login.host),
  );
  const file = path.join(folder, 'auth.json');
  await write(file, { auths: { ...users.auths, [login.host]: entryOf(login) }, credHelpers });
  return { REGISTRY_AUTH_FILE: file };
}

function entryOf({ username, password }: RegistryLogin): { auth: string } {
  return { auth: Buffer.from(`${username}:${password}`).toString('base64') };
}

/** What cannot be read counts for nothing, as it does for the engine. */
async function readConfiguration(file: string): Promise<z.infer<typeof configuration>> {
  try {
    return configuration.parse(JSON.parse(await fs.readFile(file, 'utf8')));
  } catch {
    return {};
  }
}

async function write(file: string, content: unknown): Promise<void> {
  await fs.writeFile(file, JSON.stringify(content), { mode: 0o600, flag: 'wx' });
}

async function link(target: string, at: string, isFolder: boolean): Promise<void> {
  await fs.symlink(target, at, isFolder ? 'junction' : 'file');
}
