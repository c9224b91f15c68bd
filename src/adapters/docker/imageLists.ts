import { isAppError } from '../../core/errors.ts';
import type { EngineImage } from '../../core/ports/containerEngine.ts';
import type { EngineCli, EngineCommand } from './engineCommand.ts';
import { inspectImages } from './imageCommands.ts';
import { inspectContainerImages, listNames, listRunning } from './imageListCommands.ts';

/** Ids that one command line holds: what it prints stays well below what is kept of an answer. */
const mostAtOnce = 50;
/** Images and containers come and go between being listed and being looked at. */
const mostTries = 5;

/** The images that `list` names. */
export function inspectListed(
  cli: EngineCli,
  list: EngineCommand<string[]>,
  signal: AbortSignal | undefined,
): Promise<EngineImage[]> {
  return inspectAll(cli, () => cli.run(list, signal), signal);
}

/** The images that have a name in one of the repositories that are wanted. */
export function inspectNamed(
  cli: EngineCli,
  isWanted: (repository: string) => boolean,
  signal: AbortSignal | undefined,
): Promise<EngineImage[]> {
  const list = async (): Promise<string[]> => {
    const names = await cli.run(listNames, signal);
    return [...new Set(names.filter(({ repository }) => isWanted(repository)).map(({ id }) => id))];
  };
  return inspectAll(cli, list, signal);
}

function inspectAll(
  cli: EngineCli,
  list: () => Promise<string[]>,
  signal: AbortSignal | undefined,
): Promise<EngineImage[]> {
  return untilSteady(async () => {
    const ids = await list();
    const images: EngineImage[] = [];
    for (let at = 0; at < ids.length; at += mostAtOnce)
      images.push(...(await cli.run(inspectImages(cli.name, ids.slice(at, at + mostAtOnce)), signal)));
    return images;
  });
}

/** The ids of the images in which containers run. */
export function imagesInUse(cli: EngineCli, signal: AbortSignal | undefined): Promise<ReadonlySet<string>> {
  return untilSteady(async () => {
    const containers = await cli.run(listRunning, signal);
    return new Set(containers.length === 0 ? [] : await cli.run(inspectContainerImages(cli.name, containers), signal));
  });
}

async function untilSteady<T>(read: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await read();
    } catch (error) {
      if (tries === mostTries || !isAppError(error) || error.code !== 'ImageNotFound') throw error;
    }
  }
}
