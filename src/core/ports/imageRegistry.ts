/** A repository of Amazon ECR. */
export interface Repository {
  readonly name: string;
  readonly arn: string;
  /** What its images are called, without tag: `123456789012.dkr.ecr.eu-west-1.amazonaws.com/name`. */
  readonly uri: string;
  readonly created: Date | undefined;
  /** True when a tag, once pushed, may not be moved to another image. */
  readonly isImmutable: boolean;
  /** Patterns of tags, `*` for any characters, for which the opposite of `isImmutable` holds. */
  readonly exceptTags?: readonly string[];
  readonly scansOnPush: boolean;
}

/** What a scan for known vulnerabilities said. */
export interface ImageScan {
  /** `COMPLETE`, `ACTIVE` (scanned again and again), `IN_PROGRESS`, `FAILED` … */
  readonly status: string;
  /** Number of findings per severity as ECR names it (`CRITICAL`, `HIGH`, …). */
  readonly findings: Readonly<Record<string, number>>;
}

/** An image of a repository. */
export interface RegistryImage {
  readonly repository: string;
  /** `sha256:…` */
  readonly digest: string;
  readonly tags: readonly string[];
  /** Bytes, compressed as the registry holds them; on Local as the engine holds them. */
  readonly size: number | undefined;
  /** On Local, where nothing is pushed, when it was built. */
  readonly pushed: Date | undefined;
  /** Undefined when it was not scanned, or the list of images does not tell: see `ImageRegistry.scan`. */
  readonly scan: ImageScan | undefined;
}

/** What an engine needs to push to a registry. A secret: never to be logged, never on a command line. */
export interface RegistryLogin {
  /** Host, with a port where it has one. */
  readonly host: string;
  readonly username: string;
  readonly password: string;
  readonly expires: Date | undefined;
}

/** Amazon ECR, or what stands for it on Local: there the engine's own images. */
export interface ImageRegistry {
  /** True where the engine's own images are the registry: nothing is pushed, and `login` gives undefined. */
  readonly isEngine: boolean;
  /** Every repository, in name order. */
  repositories(signal?: AbortSignal): AsyncIterable<Repository>;
  findRepository(name: string, signal?: AbortSignal): Promise<Repository | undefined>;
  /** What the images of a repository are called, without tag, be it there or not. */
  uriOf(repository: string, signal?: AbortSignal): Promise<string>;
  /** Makes a repository that scans on push. `NameTaken` when there is one of the name, `AccessDenied` when that is not allowed. */
  createRepository(name: string, signal?: AbortSignal): Promise<Repository>;
  /** `RepositoryNotEmpty` unless `force`: then its images go with it. */
  deleteRepository(name: string, options: { readonly force: boolean }, signal?: AbortSignal): Promise<void>;
  /** Every image, those without a tag too. `NotFound` when there is no such repository. */
  images(repository: string, signal?: AbortSignal): AsyncIterable<RegistryImage>;
  /** The image that a tag or digest (`sha256:…`) names; undefined when there is none. */
  findImage(repository: string, tagOrDigest: string, signal?: AbortSignal): Promise<RegistryImage | undefined>;
  /** The id that engines know an image by: the digest of its configuration. Undefined when the registry does not tell. */
  imageId(repository: string, digest: string, signal?: AbortSignal): Promise<string | undefined>;
  /** With all its tags. `ImageNotFound`; `ImageInUse` on Local while a container runs in it. */
  deleteImage(repository: string, digest: string, signal?: AbortSignal): Promise<void>;
  /** What the last scan of an image said; undefined when it was never scanned. */
  scan(repository: string, digest: string, signal?: AbortSignal): Promise<ImageScan | undefined>;
  /** A login for pushing; undefined where the engine's own images are the registry: an image is pushed there by giving it its name. */
  login(signal?: AbortSignal): Promise<RegistryLogin | undefined>;
  /** A page of AWS's console for a repository, or for one of its images; undefined on Local. */
  consoleUrl(repository: Repository, digest?: string): string | undefined;
}
