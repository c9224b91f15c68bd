import type { Containers } from '../../core/ports/containers.ts';
import {
  createContainer,
  inspectContainer,
  listContainers,
  removeContainers,
  runContainer,
  signalContainer,
} from './containerCommands.ts';
import type { EngineCli } from './engineCommand.ts';
import { createNetwork, listNetworks, network, removeNetworks } from './networkCommands.ts';

/** Options that keep an engine's command from writing remarks of its own into a job's log, such as Podman's about its network's programs. */
function quiet(engine: string): string[] {
  return engine === 'Podman' ? ['--log-level', 'error'] : [];
}

/** An engine's containers by its command line. */
export function createContainers(cli: EngineCli): Containers {
  const { name: engine, program } = cli;
  return {
    create: (request, signal) => cli.run(createContainer(engine, request), signal),
    startCommand: (name) => [program, ...quiet(engine), 'start', '--attach', name],
    inspect: (name, signal) => cli.run(inspectContainer(name), signal),
    signal: (name, signalName, signal) => cli.run(signalContainer(name, signalName), signal),
    remove: async (names, signal) => {
      if (names.length > 0) await cli.run(removeContainers(names), signal);
    },
    run: (request, signal) => cli.run(runContainer(engine, request), signal),
    list: (label, signal) => cli.run(listContainers(label), signal),
    createNetwork: (request, signal) => cli.run(createNetwork(engine, request), signal),
    removeNetworks: async (names, signal) => {
      if (names.length > 0) await cli.run(removeNetworks(names), signal);
    },
    listNetworks: (label, signal) => cli.run(listNetworks(label), signal),
    network: (name, signal) => cli.run(network(engine, name), signal),
  };
}
