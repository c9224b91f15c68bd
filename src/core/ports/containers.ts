/** A folder of this machine, as a container sees it. */
export interface BindMount {
  readonly source: string;
  readonly target: string;
}

/** What a container is made of. Nothing is ever pulled for it. */
export interface ContainerRequest {
  readonly name: string;
  /** Id of an image that the engine has. */
  readonly image: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Replaces the image's entrypoint, and with it the image's command. */
  readonly entrypoint?: readonly string[];
  /** Replaces the image's command. */
  readonly arguments?: readonly string[];
  readonly hostname?: string;
  /** `none`, `host` for this machine's own, or the name of a network; the engine's own bridge when absent. */
  readonly network?: string;
  /** Its own in a network that was made with a subnet. */
  readonly address?: string;
  /** `NAME:ADDRESS`, for its /etc/hosts. */
  readonly hosts?: readonly string[];
  readonly mounts: readonly BindMount[];
  /** A file of `NAME=value` lines: nothing of it stands on a command line. */
  readonly environmentFile?: string;
  /** Variables whose values have line breaks, handed over by the environment of the engine's command. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Name or number; the image's own when absent. */
  readonly user?: string;
  /** True: its users are this machine's, also where the engine usually gives containers others (`userns-remap`). */
  readonly usersOfMachine?: boolean;
  /** Bytes. */
  readonly memory?: number;
  /** Bytes that /dev/shm may hold; the engine's own limit, 64 MB, when absent. */
  readonly sharedMemory?: number;
  readonly cpus?: number;
  /** Seconds between SIGTERM and SIGKILL when the engine itself ends. */
  readonly stopTimeout?: number;
}

export interface ContainerState {
  /** False until its first process has been started, and for ever when that cannot be. */
  readonly hasStarted: boolean;
  readonly isRunning: boolean;
  readonly exitCode: number;
  /** True when a process of it was killed for the container's memory limit. */
  readonly ranOutOfMemory: boolean;
  /** Why it could not be started, in the engine's words; empty when it could. */
  readonly error: string;
}

export interface NetworkRequest {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** True for one that leads nowhere: its containers reach each other only. */
  readonly internal: boolean;
  /** `172.18.0.0/16`; the engine chooses when absent. */
  readonly subnet?: string;
}

/** IPv4. */
export interface NetworkAddresses {
  /** `172.18.0.0/16`. */
  readonly subnet: string;
  /** The address of the machine that the engine runs on, in this network. */
  readonly gateway: string;
}

/**
 * Containers and networks of an engine. What is not there, or not any more, is no error where it is to be ended or removed. Every
 * call rejects as those of `ContainerEngine` do.
 */
export interface Containers {
  /** Makes a container without starting it. `ImageNotFound`. */
  create(request: ContainerRequest, signal?: AbortSignal): Promise<void>;
  /**
   * The command line that starts a container and stays until its end: its output is the container's, its exit code too. For whoever
   * wants the output in a file of theirs.
   */
  startCommand(name: string): readonly [program: string, ...args: string[]];
  /** Undefined when there is no such container. */
  inspect(name: string, signal?: AbortSignal): Promise<ContainerState | undefined>;
  /** Sends a signal to its first process; false when it does not run. */
  signal(name: string, signalName: 'SIGTERM' | 'SIGKILL', signal?: AbortSignal): Promise<boolean>;
  /** Ends and removes containers, with the volumes that were made for them. */
  remove(names: readonly string[], signal?: AbortSignal): Promise<void>;
  /** Runs a container to its end and removes it. Rejects with what it said when its exit code is not 0. */
  run(request: ContainerRequest, signal?: AbortSignal): Promise<string>;
  /** The ids of those that bear a label, `name` or `name=value`, running or not. */
  list(label: string, signal?: AbortSignal): Promise<string[]>;
  /** False when another network has (part of) the subnet. */
  createNetwork(request: NetworkRequest, signal?: AbortSignal): Promise<boolean>;
  removeNetworks(names: readonly string[], signal?: AbortSignal): Promise<void>;
  listNetworks(label: string, signal?: AbortSignal): Promise<string[]>;
  /** Addresses of a network, of the engine's own bridge when none is named; undefined when the engine does not tell. */
  network(name: string | undefined, signal?: AbortSignal): Promise<NetworkAddresses | undefined>;
}
