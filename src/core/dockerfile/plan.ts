import type { CodeNeeds, PackageNeed, Unresolved } from '../scripts/needs.ts';

/** What this machine has of what the code needs. */
export interface MachinePackages {
  /** Version of R or Python, such as `4.2.2`. */
  readonly runtime: string;
  readonly packages: ReadonlyMap<string, InstalledPackage>;
}

export interface InstalledPackage {
  readonly version: string;
  /** Whether the system's own package manager installed it. */
  readonly fromSystem: boolean;
}

export interface DockerfileRequest {
  readonly needs: CodeNeeds;
  /** Undefined when the language is not installed here: then nothing can be pinned that no file pins. */
  readonly machine: MachinePackages | undefined;
  /** Programs of the folder that the image has to hold, as nobody else brings them: `train.R`, `serve.py` … */
  readonly programs: readonly string[];
  /** What the Dockerfile has that this is added to; undefined for a new one. */
  readonly present?: Present;
}

/** What a stage of a Dockerfile that is there does before the place where more is added. */
export interface Present {
  /** Debian's packages that it installs. */
  readonly system: ReadonlySet<string>;
  /** Names of its build arguments. */
  readonly arguments: ReadonlySet<string>;
}

export interface PlannedFile {
  readonly name: string;
  readonly text: string;
}

/** The parts of a Dockerfile, before it is text. */
export interface ImageParts {
  /** Why this base image; lines of a comment. */
  readonly reason: readonly string[];
  readonly base: string;
  /** Blocks of lines, what changes least first. */
  readonly layers: readonly (readonly string[])[];
  readonly environment: Readonly<Record<string, string>>;
  /** Files of the folder that the layers copy. */
  readonly copies: readonly string[];
  /** What was left out or is not certain, besides what the needs tell. */
  readonly notes: readonly Unresolved[];
  /** Packages that are not in the image after all. */
  readonly left?: readonly PackageNeed[];
}

/** Packages that go into the image: all that are needed, and of the optional those that this machine has. */
export function wanted({ needs, machine }: DockerfileRequest): { packages: PackageNeed[]; left: PackageNeed[] } {
  const isWanted = (need: PackageNeed): boolean => need.optional !== true || machine?.packages.has(need.name) === true;
  return { packages: needs.packages.filter(isWanted), left: needs.packages.filter((need) => !isWanted(need)) };
}

/** The version that a package is pinned to: that of a lock file, else the one that runs here; undefined when neither says. */
export function pinnedVersion(need: PackageNeed, machine: MachinePackages | undefined): string | undefined {
  if (need.version !== undefined) return need.version;
  return need.constraint === undefined ? machine?.packages.get(need.name)?.version : undefined;
}
