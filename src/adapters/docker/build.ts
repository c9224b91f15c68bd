import fs from 'node:fs/promises';
import path from 'node:path';
import { isAppError } from '../../core/errors.ts';
import type { BuildRequest, ContainerEngine, EngineCallOptions } from '../../core/ports/containerEngine.ts';
import { buildCommand } from './buildCommand.ts';
import { findBuilder, type Builder } from './builder.ts';
import type { EngineCli, EngineCommand } from './engineCommand.ts';
import { inspectImages } from './imageCommands.ts';
import { info } from './infoCommand.ts';
import { newestImages } from './imageListCommands.ts';
import { writeLogin } from './login.ts';
import { pullImage, pushCommand } from './pushCommand.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/** Images of the engine, the newest first, whose layers the older builder may use beside those of the registry. */
const mostSources = 50;

/** What an engine does to make an image and send it off. */
export function imageBuilding(cli: EngineCli): Pick<ContainerEngine, 'buildImage' | 'pushImage' | 'logIn'> {
  return {
    buildImage: (request, options = {}) => whileItRuns(cli, () => build(cli, request, options)),
    pushImage: (reference, { login, onOutput, signal } = {}) =>
      whileItRuns(cli, () => cli.run(withLogin(pushCommand(cli.name, reference), login), signal, onOutput)),
    logIn: (login) => writeLogin(cli.name, login, cli.environment),
  };
}

/** To its command, an engine that stops in the middle is a connection that broke, as any other is: so it is asked whether it is still there. */
async function whileItRuns<T>(cli: EngineCli, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isAppError(error)) await cli.run(info(cli.name));
    throw error;
  }
}

async function build(cli: EngineCli, request: BuildRequest, options: EngineCallOptions): Promise<string> {
  const { login, onOutput, signal } = options;
  const builder = await findBuilder(cli, signal);
  const cacheFrom = await cacheOf(cli, builder, request.cacheFrom, options);
  const folder = await temporaryFolder('build');
  const idFile = path.join(folder, 'id');
  try {
    const command = withLogin(buildCommand(cli.name, builder, { ...request, cacheFrom }, idFile), login);
    await cli.run(command, signal, onOutput && withoutNotice(onOutput));
    const id = (await fs.readFile(idFile, 'utf8')).trim();
    return id.startsWith('sha256:') ? id : `sha256:${id}`;
  } finally {
    await fs.rm(folder, { recursive: true, force: true });
  }
}

/** What the builder is told to look at for layers that it may use again, beside what it finds by itself. */
async function cacheOf(
  cli: EngineCli,
  builder: Builder,
  references: readonly string[],
  options: EngineCallOptions,
): Promise<readonly string[]> {
  if (builder !== 'classic' && builder !== 'podman') return references;
  const there = await pulled(cli, references, options);
  // Podman finds its layers by itself, also those of what was pulled.
  if (builder === 'podman' || there.length === 0) return [];
  // Told of any image, the older builder looks nowhere else: not at what it built itself, nor at what a failed build came to. Once it
  // took a layer from an image without its layers' own images, as those of a registry are, it stays with that: so they come last.
  const own = (await cli.run(newestImages, options.signal)).slice(0, mostSources);
  return [...own, ...there];
}

/** These builders use the layers of images that the engine has. One that cannot be pulled only makes the build longer. */
async function pulled(
  cli: EngineCli,
  references: readonly string[],
  { login, onOutput, signal }: EngineCallOptions,
): Promise<string[]> {
  const there: string[] = [];
  for (const reference of references) {
    try {
      if (!(await has(cli, reference, signal))) await cli.run(withLogin(pullImage(reference), login), signal, onOutput);
      there.push(reference);
    } catch {
      signal?.throwIfAborted();
    }
  }
  return there;
}

async function has(cli: EngineCli, reference: string, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    return (await cli.run(inspectImages(cli.name, [reference]), signal)).length > 0;
  } catch {
    signal?.throwIfAborted();
    return false;
  }
}

function withLogin<T>(command: EngineCommand<T>, login: EngineCallOptions['login']): EngineCommand<T> {
  return login ? { ...command, environment: { ...command.environment, ...login.environment } } : command;
}

/** Docker's advice to its own developers about its older builder is none to who builds with what is installed. */
function withoutNotice(onOutput: (text: string) => void): (text: string) => void {
  return (text) => {
    const left = text.replace(/^DEPRECATED: The legacy builder[^]*?(?:\n\s*\n|$)/u, '');
    if (left !== '') onOutput(left);
  };
}
