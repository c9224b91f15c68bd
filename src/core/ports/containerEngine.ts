import type { ProcessResult } from './processRunner.ts';
import type { Containers } from './containers.ts';
import type { RegistryLogin } from './imageRegistry.ts';

/** An image that the engine holds. */
export interface EngineImage {
  /** Digest of its configuration, `sha256:` and 64 hexadecimal digits: changes exactly when the image does. */
  readonly id: string;
  /** `repository:tag`, as many as it has. */
  readonly references: readonly string[];
  /** `repository@sha256:…` for every registry that it was pushed to or pulled from. */
  readonly digests: readonly string[];
  readonly created: Date;
  /** When it was last given a name, where the engine tells. */
  readonly tagged: Date | undefined;
  /** Digests of its layers' contents, uncompressed, the lowest first. */
  readonly layers: readonly string[];
  /** Bytes of all its layers, those that it shares with other images too. */
  readonly size: number;
  /** `linux/amd64`. */
  readonly platform: string;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  /** User that its processes run as; empty for root. */
  readonly user: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** One name of an image. */
export interface ImageName {
  readonly repository: string;
  readonly tag: string;
  /** The image's. */
  readonly id: string;
}

/** How a container reaches what listens on this machine. */
export interface MachineAccess {
  /**
   * `gateway`: at the machine's address in the engine's own network. `sharing`: in the machine's own network, where that address comes
   * with the first container only, or never.
   */
  readonly by: 'gateway' | 'sharing';
  /** What its containers call the machine that it was started from: leads there also from an engine in a machine of its own. */
  readonly name: string;
  /** False when the engine has to be told to make that name known in a container. */
  readonly isKnown: boolean;
}

export interface EngineInfo {
  /** Version of the engine itself, not of its command line. */
  readonly version: string;
  /** Platform that it runs natively, such as `linux/amd64`. */
  readonly platform: string;
  /** True when root in a container is the user outside of it. */
  readonly isRootless: boolean;
  readonly machine: MachineAccess;
  /** What its command line is set to talk to, where it has such a choice: `default`, `desktop-linux`. */
  readonly context: string | undefined;
  readonly cpus: number;
  /** Bytes. */
  readonly memory: number;
}

/** What the engine's images take of the disk, in bytes. */
export interface EngineDiskUsage {
  readonly images: number;
  /** Of it what no container uses, as the engine tells. */
  readonly reclaimable: number;
  readonly buildCache: number;
}

/**
 * A container engine on this machine, by its command line: Docker, Podman or Finch, whatever context it is set to. Every call rejects
 * with `EngineStopped` when the engine does not answer and with `EngineNotPermitted` when this user may not talk to it.
 */
export interface ContainerEngine {
  /** What it is called: `Docker`, `Podman`, `Finch`. */
  readonly name: string;
  /** Absolute path of its command. */
  readonly program: string;
  info(signal?: AbortSignal): Promise<EngineInfo>;
  /** The images that have a name in a repository that is wanted, as all are when nothing is said. Nothing is pulled. */
  listImages(isWanted?: (repository: string) => boolean, signal?: AbortSignal): Promise<EngineImage[]>;
  /**
   * The image by reference, digest or id; undefined when the engine does not have it. `repository@sha256:…` may name it by its digest in
   * a registry or, as on Local, by its id. Nothing is pulled.
   */
  findImage(reference: string, signal?: AbortSignal): Promise<EngineImage | undefined>;
  /** Every name of every image: quick, however many there are. */
  imageNames(signal?: AbortSignal): Promise<ImageName[]>;
  /** The images that lost their name to a newer one and carry the label, `key` or `key=value`. */
  untaggedImages(label: string, signal?: AbortSignal): Promise<EngineImage[]>;
  /** The ids of the images in which containers run now. */
  imagesInUse(signal?: AbortSignal): Promise<ReadonlySet<string>>;
  /** Gives an image one more name. `ImageNotFound` when there is none at `source`. */
  tagImage(source: string, target: string, signal?: AbortSignal): Promise<void>;
  /** Takes a name away, and with the last one the image. `ImageNotFound`; `ImageInUse` when a container runs in it. */
  removeImage(reference: string, signal?: AbortSignal): Promise<void>;
  diskUsage(signal?: AbortSignal): Promise<EngineDiskUsage>;
  /**
   * Runs a program of the image to its end, without a network, and hands back how it ended: 127 when the image has no such program.
   * `ImageNotFound` when the engine does not have the image; nothing is pulled, and nothing stays.
   */
  tryCommand(image: string, command: readonly [string, ...string[]], signal?: AbortSignal): Promise<ProcessResult>;
  readonly containers: Containers;
  /**
   * Builds an image and returns its id; it has no name yet, so a build that failed or was cancelled leaves nothing that anybody could
   * take for a result. `BuildFailed`, `BaseImageUnavailable`, `PlatformUnavailable`, `DiskFull`.
   */
  buildImage(request: BuildRequest, options?: EngineCallOptions): Promise<string>;
  /**
   * Pushes an image by one of its names. `CredentialsExpired` when the registry no longer takes the login, `RepositoryImmutable`,
   * `AccessDenied`, `NetworkUnreachable`, `ServiceRefused`.
   */
  pushImage(reference: string, options?: EngineCallOptions): Promise<void>;
  /** Lets the engine's command use a registry, beside what its user is logged in to, without changing their configuration. */
  logIn(login: RegistryLogin): Promise<EngineLogin>;
}

/** What an image is built from. */
export interface BuildRequest {
  /** Absolute path. */
  readonly dockerfile: string;
  /** Absolute path of the folder that the Dockerfile's COPY and ADD read from. */
  readonly context: string;
  readonly buildArguments: Readonly<Record<string, string>>;
  /** The last stage when absent. */
  readonly target?: string;
  /** The engine's own when absent. */
  readonly platform?: string;
  readonly labels: Readonly<Record<string, string>>;
  /** References of images whose layers may be used again. */
  readonly cacheFrom: readonly string[];
  /** Further options of the engine's build command, as its user would type them. */
  readonly options: readonly string[];
}

/** Access to one registry that an engine is given for a while, and that then is gone. */
export interface EngineLogin {
  /** Variables of the environment for the engine's command. They name a folder and hold no secret. */
  readonly environment: Readonly<Record<string, string>>;
  /** Removes it from the disk. */
  dispose(): Promise<void>;
}

export interface EngineCallOptions {
  /** Given what the engine prints, as it comes. */
  readonly onOutput?: (text: string) => void;
  readonly login?: EngineLogin;
  readonly signal?: AbortSignal;
}

/** Finds the engine of this machine. */
export interface ContainerEngines {
  /** The one that the user named, else the first of Docker, Podman and Finch. `EngineMissing` when none is installed. */
  find(signal?: AbortSignal): Promise<ContainerEngine>;
}
