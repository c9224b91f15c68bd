import type { Language } from '../language.ts';
import type { PackageNeed, Unresolved } from '../needs.ts';

/** What a file that lists packages says. */
export interface SourceNeeds {
  /** Version of R or Python that it asks for exactly, such as `4.3.1` or `3.11`. */
  readonly runtime?: string;
  /** The lowest version of R or Python that it takes. */
  readonly minimum?: string;
  readonly packages: readonly PackageNeed[];
  readonly unresolved: readonly Unresolved[];
  /** Files that it brings in, as it writes their paths. */
  readonly includes?: readonly string[];
  /** Files that only limit versions (`-c`): they are copied with it, but nothing is asked for by them. */
  readonly constraints?: readonly string[];
  /** It has lines of folders and files of the machine, which the image does not have. */
  readonly hasLocal?: boolean;
  /** Names, as they are written, of lines that fit the machine only on which the list was made. */
  readonly left?: readonly string[];
  /** It has versions of builds that PyPI does not have: `2.1.2+cu118`. */
  readonly hasLabels?: boolean;
  /** Its entries name builds of packages (`=h5e2_0`), which fit one kind of machine. */
  readonly hasBuilds?: boolean;
  /** Languages whose packages it lists, where it may be either. */
  readonly languages?: readonly Language[];
  /** Its packages come from repositories of its own, not from CRAN alone. */
  readonly hasRepositories?: boolean;
  /** Name of the package that the folder itself is. */
  readonly own?: string;
}

/** What is told of a source file that cannot be read as what its name says. */
export function unreadable(file: string, reason: string): SourceNeeds {
  return { packages: [], unresolved: [{ text: file, place: { file, line: 1 }, reason }] };
}
