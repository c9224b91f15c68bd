import type { Language } from './language.ts';
import type { Place } from './place.ts';
import { isWellKnown } from './python/wellKnown.ts';
import type { Wrapper } from './wrapper.ts';

export type { Place } from './place.ts';

/** What a script asks for, as it names it: an R package, or a Python module (`cv2`, `google.cloud.storage`). */
export interface Use {
  readonly name: string;
  readonly place: Place;
  /** The script goes on without it. */
  readonly optional?: boolean;
  /** The script itself says where it comes from. */
  readonly origin?: Origin;
}

/** Where a package comes from when it is not the language's usual place, CRAN or PyPI. */
export type Origin =
  | { readonly kind: 'bioconductor' }
  /** `reference` as the language's own tools take it: `owner/repository@ref` of GitHub, or a URL. */
  | { readonly kind: 'github' | 'url'; readonly reference: string };

/** Something that could not be read out of the code, to be told to the person. */
export interface Unresolved {
  /** What stands there, in one line. */
  readonly text: string;
  readonly place: Place | undefined;
  readonly reason: string;
}

/** What one script says it needs. */
export interface ScriptUses {
  readonly uses: readonly Use[];
  /** Other files of the folder that it runs, each a path or, for Python, what a module of the folder may be called. */
  readonly follows: readonly Follow[];
  readonly unresolved: readonly Unresolved[];
  /** Functions of its own that load or run what their callers name, in this file or another. */
  readonly wrappers: readonly Wrapper[];
  /** Names of the wrappers, of whatever file, that it calls. */
  readonly called: ReadonlySet<string>;
}

/** A file that a script brings in. The first candidate there is, is it. */
export interface Follow {
  /** Paths below the folder that was read. */
  readonly candidates: readonly string[];
  readonly place: Place;
  /** What it is when no candidate is there: a package's module, or a file that is missed. */
  readonly otherwise: Use | 'missing' | 'ignored';
  /** The candidates are folders, and all of their files that are named so are brought in. */
  readonly files?: { readonly names: RegExp; readonly isRecursive: boolean };
  /** What is said of one that is missed; undefined for the usual. */
  readonly reason?: string;
}

/** A package that has to be in the image. */
export interface PackageNeed {
  /** As CRAN or PyPI spells it. */
  readonly name: string;
  /** For Python, the module by which the code imports it. */
  readonly module?: string;
  /** Exactly this one: from a lock file, or what is installed on this machine. */
  readonly version?: string;
  /** What a source file asks for otherwise: `>=1.2,<2`. */
  readonly constraint?: string;
  readonly origin?: Origin;
  /** For Python: on which machines it is needed, as PEP 508 writes it. pip decides. */
  readonly marker?: string;
  readonly optional?: boolean;
  readonly places: readonly Place[];
}

/** What a script, or a folder of scripts, needs of an image. */
export interface CodeNeeds {
  readonly language: Language;
  /** Version of R or Python, such as `4.2.2` or `3.11`; undefined when nothing says. */
  readonly runtime?: string;
  /** The lowest version of R or Python that the folder says it takes. */
  readonly minimum?: string;
  /** Those that a source file lists first, then what the code uses besides. */
  readonly packages: readonly PackageNeed[];
  /** How many of the packages the source file lists. */
  readonly listed: number;
  readonly unresolved: readonly Unresolved[];
  /** The file that lists the packages, such as `renv.lock`, and wins over what the code says; below the folder. */
  readonly source?: SourceFile;
  /** Scripts that it is about, below the folder. */
  readonly scripts: readonly string[];
  /** The scripts, and the files of the folder that they bring in; below the folder. */
  readonly read: readonly string[];
}

export interface SourceFile {
  readonly kind: SourceKind;
  /** Below the folder. */
  readonly path: string;
  /** Other files that it brings in (`-r`, `-c`); below the folder. */
  readonly includes?: readonly string[];
  /** Those of them that only limit versions (`-c`). */
  readonly constraints?: readonly string[];
  /** It has lines of folders and files of the machine, which the image does not have. */
  readonly hasLocal?: boolean;
  /** Names, as they are written, of lines that fit the machine only on which the list was made. */
  readonly left?: readonly string[];
  /** It has versions of builds that PyPI does not have: `2.1.2+cu118`. */
  readonly hasLabels?: boolean;
  /** Its entries name builds of packages (`=h5e2_0`), which fit one kind of machine. */
  readonly hasBuilds?: boolean;
  /** Its packages come from repositories of its own, not from CRAN alone. */
  readonly hasRepositories?: boolean;
}

export type SourceKind =
  | 'renv.lock'
  | 'DESCRIPTION'
  | 'requirements.txt'
  | 'uv.lock'
  | 'poetry.lock'
  | 'pylock.toml'
  | 'Pipfile.lock'
  | 'pyproject.toml'
  | 'Pipfile'
  | 'environment.yml';

/** Whether the code itself uses a package, not only a file that lists it. */
export function isUsed({ places }: PackageNeed, { source }: Pick<CodeNeeds, 'source'>): boolean {
  return places.some(({ file }) => file !== source?.path && source?.includes?.includes(file) !== true);
}

/**
 * Whether nothing speaks for it that a Python module is a package: no file lists it, and its name is none of those that many use. As like
 * as not it is the user's own, and PyPI has a stranger's package of that name.
 */
export function isUnknownModule(need: PackageNeed, { language, packages, listed }: CodeNeeds): boolean {
  if (language !== 'python' || need.origin !== undefined || packages.indexOf(need) < listed) return false;
  return !isWellKnown(need.name);
}
