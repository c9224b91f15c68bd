import type { RegistryHosts } from './registryHosts.ts';

/** An image as a repository of ECR holds it. */
export interface RepositoryImage {
  /** `sha256:…` */
  readonly digest: string;
  readonly tags: readonly string[];
  /** Bytes. */
  readonly size: number;
  readonly pushed: Date;
  /** Of its manifest. */
  readonly mediaType: string;
}

export interface RegistryAuthorization {
  readonly username: string;
  readonly password: string;
  readonly expires: Date;
  /** URL of the registry that takes them. */
  readonly endpoint: string;
}

/**
 * Where the images of Local's ECR are: in the container engine of this machine. Rejects with a `ServiceError` when that cannot be
 * asked.
 */
export interface RegistryImages {
  /** What stands before a repository's name in the URI of an image. */
  readonly hosts: RegistryHosts;
  /** The names of the repositories that hold images, in order. */
  repositories(): Promise<string[]>;
  /** The images of a repository, the newest first; none when it holds none. */
  list(repository: string): Promise<RepositoryImage[]>;
  /** The manifest of an image that `list` named; undefined when it has gone meanwhile. */
  manifest(repository: string, digest: string): Promise<string | undefined>;
  /** Takes a tag away, and with its last one the image. */
  untag(repository: string, tag: string): Promise<Removal>;
  /** Removes an image with its tags of this repository. */
  remove(repository: string, digest: string): Promise<Removal>;
  /** What a client of that region logs in with. */
  authorize(now: Date, region: string): RegistryAuthorization;
}

/** `inUse` while a job runs in the image. */
export type Removal = 'removed' | 'absent' | 'inUse';
