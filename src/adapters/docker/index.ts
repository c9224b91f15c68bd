import { randomUUID } from 'node:crypto';
import { isAppError } from '../../core/errors.ts';
import type { ContainerEngine, ContainerEngines } from '../../core/ports/containerEngine.ts';
import type { ProcessRunner } from '../../core/ports/processRunner.ts';
import { createContainers } from './containers.ts';
import { imageBuilding } from './build.ts';
import { removeContainers } from './containerCommands.ts';
import { EngineCli } from './engineCommand.ts';
import { engineMissing } from './engineErrors.ts';
import { diskUsage, inspectImages, removeImage, tagImage } from './imageCommands.ts';
import { listNames, listUntaggedIds } from './imageListCommands.ts';
import { imagesInUse, inspectListed, inspectNamed } from './imageLists.ts';
import { imageReferences } from './imageReferences.ts';
import { info } from './infoCommand.ts';
import { tryCommand } from './tryCommand.ts';

/** In the order they are looked for. */
const known = [
  ['docker', 'Docker'],
  ['podman', 'Podman'],
  ['finch', 'Finch'],
  ['nerdctl', 'nerdctl'],
] as const;

export interface ContainerEnginesOptions {
  readonly processes: ProcessRunner;
  /** Command or path that the user named; empty for none. Read at each search. */
  readonly wanted: () => string;
}

/** Milliseconds that an engine has to say that it is there, when there is another to take. */
const patience = 10_000;

/**
 * Finds the engine of this machine: the one that was named; else the first of those installed that answers, or, when none does, the first,
 * so that what it is asked next tells why.
 */
export function createContainerEngines({ processes, wanted }: ContainerEnginesOptions): ContainerEngines {
  const installed = async (commands: readonly string[]): Promise<ContainerEngine[]> => {
    const programs = await Promise.all(commands.map((command) => processes.find(command)));
    return programs.flatMap((program) =>
      program === undefined ? [] : [createEngine(new EngineCli(engineName(program), program, processes))],
    );
  };

  return {
    find: async (signal) => {
      const named = wanted();
      const engines = await installed(named === '' ? known.map(([command]) => command) : [named]);
      const [first, ...others] = engines;
      if (first === undefined) throw engineMissing(named === '' ? undefined : named);
      if (others.length === 0) return first;
      return (await firstToAnswer(engines, signal)) ?? first;
    },
  };
}

async function firstToAnswer(
  engines: readonly ContainerEngine[],
  signal: AbortSignal | undefined,
): Promise<ContainerEngine | undefined> {
  for (const engine of engines) {
    const limit = AbortSignal.timeout(patience);
    try {
      await engine.info(signal === undefined ? limit : AbortSignal.any([signal, limit]));
      return engine;
    } catch {
      signal?.throwIfAborted();
    }
  }
  return undefined;
}

/** An engine by its command line. */
export function createEngine(cli: EngineCli): ContainerEngine {
  const { name, program } = cli;
  return {
    name,
    program,
    info: (signal) => cli.run(info(name), signal),
    listImages: (isWanted, signal) => inspectNamed(cli, isWanted ?? (() => true), signal),
    imageNames: (signal) => cli.run(listNames, signal),
    untaggedImages: (label, signal) => inspectListed(cli, listUntaggedIds(label), signal),
    imagesInUse: (signal) => imagesInUse(cli, signal),
    findImage: async (image, signal) => {
      for (const reference of imageReferences(image)) {
        try {
          return (await cli.run(inspectImages(name, [reference]), signal))[0];
        } catch (error) {
          if (!isAppError(error) || error.code !== 'ImageNotFound') throw error;
        }
      }
      return undefined;
    },
    tagImage: (source, target, signal) => cli.run(tagImage(name, source, target), signal),
    removeImage: (reference, signal) => cli.run(removeImage(name, reference), signal),
    containers: createContainers(cli),
    diskUsage: (signal) => cli.run(diskUsage, signal),
    ...imageBuilding(cli),
    tryCommand: async (image, command, signal) => {
      const container = `sagemaker-runner-try-${randomUUID()}`;
      try {
        return await cli.run(tryCommand(name, container, image, command), signal);
      } catch (error) {
        // Whoever cancels ends the engine's command, and not yet what it started.
        await cli.run(removeContainers([container])).catch(() => undefined);
        throw error;
      }
    },
  };
}

function engineName(program: string): string {
  const command = program.split('/').at(-1) ?? program;
  return known.find(([each]) => each === command)?.[1] ?? command;
}
