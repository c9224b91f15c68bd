/** A repository of Amazon ECR. */
export interface Repository {
  readonly name: string;
  readonly arn: string;
  /** What its images are called, without tag: `123456789012.dkr.ecr.eu-west-1.amazonaws.com/name`. */
  readonly uri: string;
  readonly created: Date | undefined;
  /** True when a tag, once pushed, may not be moved to another image. */
  readonly isImmutable: boolean;
  readonly scansOnPush: boolean;
}

/** Findings of a scan, per severity as ECR names it (`CRITICAL`, `HIGH`, …). */
export type ScanFindings = Readonly<Record<string, number>>;

/** An image of a repository. */
export interface RegistryImage {
  readonly repository: string;
  /** `sha256:…` */
  readonly digest: string;
  readonly tags: readonly string[];
  /** Bytes, compressed as the registry holds them; on Local as the engine holds them. */
  readonly size: number | undefined;
  readonly pushed: Date | undefined;
  readonly findings: ScanFindings | undefined;
  /** `COMPLETE`, `IN_PROGRESS`, `FAILED` …; undefined when it was never scanned. */
  readonly scanStatus: string | undefined;
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
  /** Every repository, page by page. */
  repositories(signal?: AbortSignal): AsyncIterable<Repository>;
  findRepository(name: string, signal?: AbortSignal): Promise<Repository | undefined>;
  /** Makes a repository that scans on push. `NameTaken` when there is one of the name, `AccessDenied` when that is not allowed. */
  createRepository(name: string, signal?: AbortSignal): Promise<Repository>;
  /** `RepositoryNotEmpty` unless `force`: then its images go with it. */
  deleteRepository(name: string, options: { readonly force: boolean }, signal?: AbortSignal): Promise<void>;
  /** Every image, those without a tag too. */
  images(repository: string, signal?: AbortSignal): AsyncIterable<RegistryImage>;
  /** The image that a tag or digest (`sha256:…`) names; undefined when there is none. */
  findImage(repository: string, tagOrDigest: string, signal?: AbortSignal): Promise<RegistryImage | undefined>;
  deleteImage(repository: string, digest: string, signal?: AbortSignal): Promise<void>;
  /** A login for pushing; undefined where the engine's own images are the registry: an image is pushed there by giving it its name. */
  login(signal?: AbortSignal): Promise<RegistryLogin | undefined>;
}
