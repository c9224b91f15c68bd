import * as z from 'zod/mini';
import type { ContainerRequest, ContainerState } from '../../core/ports/containers.ts';
import type { ProcessResult } from '../../core/ports/processRunner.ts';
import { lines, unlimited, type EngineCommand } from './engineCommand.ts';
import { engineLacksImage } from './engineErrors.ts';

/** Makes a container without starting it. */
export function createContainer(engine: string, request: ContainerRequest): EngineCommand<void> {
  return { ...withArguments(engine, ['create'], request), parse: () => undefined };
}

/** Runs a container to its end and removes it, however long that takes. */
export function runContainer(engine: string, request: ContainerRequest): EngineCommand<string> {
  return { ...withArguments(engine, ['run', '--rm'], request), parse: (stdout) => stdout, limit: unlimited };
}

function withArguments(
  engine: string,
  command: readonly string[],
  request: ContainerRequest,
): Omit<EngineCommand<void>, 'parse'> {
  const { entrypoint = [], environment = {} } = request;
  const [program, ...before] = entrypoint;
  return {
    args: [
      ...command,
      ...['--name', request.name, '--pull', 'never', '--log-driver', 'none'],
      ...option('--hostname', request.hostname),
      ...option('--network', request.network),
      ...option('--ip', request.address),
      ...(request.hosts ?? []).flatMap((host) => ['--add-host', host]),
      ...Object.entries(request.labels).flatMap(([name, value]) => ['--label', `${name}=${value}`]),
      ...request.mounts.flatMap(({ source, target }) => ['--mount', mount(source, target)]),
      ...option('--env-file', request.environmentFile),
      ...Object.keys(environment).flatMap((name) => ['--env', name]),
      ...option('--user', request.user),
      ...(request.usersOfMachine === true && engine === 'Docker' ? ['--userns', 'host'] : []),
      // Where SELinux guards the machine, a folder that is handed in keeps its own label, which no container may touch.
      ...(engine === 'Podman' ? ['--security-opt', 'label=disable'] : []),
      // Without swap beside it: a limit is a limit.
      ...(request.memory === undefined
        ? []
        : ['--memory', `${request.memory}b`, '--memory-swap', `${request.memory}b`]),
      ...option('--shm-size', request.sharedMemory?.toString()),
      ...option('--cpus', request.cpus?.toString()),
      ...option('--stop-timeout', request.stopTimeout?.toString()),
      ...option('--entrypoint', program),
      request.image,
      ...before,
      ...(request.arguments ?? []),
    ],
    environment,
    explain: (result) =>
      /no such image|image not known/iu.test(result.stderr) ? engineLacksImage(engine, request.image) : undefined,
  };
}

function option(name: string, value: string | undefined): string[] {
  return value === undefined ? [] : [name, value];
}

/** A list of values with commas between them, in CSV: a folder's name may hold a comma or a quote. */
function mount(source: string, target: string): string {
  const field = (text: string): string => (/[",]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return ['type=bind', `source=${source}`, `target=${target}`].map(field).join(',');
}

/** `State` of Docker and Podman, as far as it is used. */
const state = z.object({
  Running: z.boolean(),
  ExitCode: z.number(),
  OOMKilled: z.nullish(z.boolean()),
  Error: z.nullish(z.string()),
  StartedAt: z.string(),
});

/** Undefined when there is no such container. */
export function inspectContainer(name: string): EngineCommand<ContainerState | undefined> {
  return {
    args: ['container', 'inspect', '--format', '{{json .State}}', name],
    parse: (stdout) => {
      if (stdout.trim() === '') return undefined;
      const { Running, ExitCode, OOMKilled, Error: error, StartedAt } = state.parse(JSON.parse(stdout));
      return {
        hasStarted: !StartedAt.startsWith('0001-'),
        isRunning: Running,
        exitCode: ExitCode,
        ranOutOfMemory: OOMKilled ?? false,
        error: error ?? '',
      };
    },
    accept: isAbsent,
  };
}

/** True when there was a process to send the signal to. */
export function signalContainer(name: string, signalName: 'SIGTERM' | 'SIGKILL'): EngineCommand<boolean> {
  return {
    args: ['kill', '--signal', signalName, name],
    parse: (stdout) => stdout.trim() !== '',
    accept: (result) => isAbsent(result) || /not running|can only kill running/iu.test(result.stderr),
  };
}

/** Ends containers if they run, and removes them; those that have gone are no failure. */
export function removeContainers(names: readonly string[]): EngineCommand<void> {
  return {
    args: ['rm', '--force', '--volumes', ...names],
    parse: () => undefined,
    accept: (result) => isAbsent(result) || /removal of container .* is already in progress/iu.test(result.stderr),
  };
}

/** The ids of the containers that bear a label, those that have ended too. */
export function listContainers(label: string): EngineCommand<string[]> {
  return { args: ['ps', '--all', '--quiet', '--no-trunc', '--filter', `label=${label}`], parse: lines };
}

function isAbsent({ stderr }: ProcessResult): boolean {
  return /no such container|no container with name or id/iu.test(stderr);
}
