import type { Language } from '../scripts/language.ts';

/** What is built, all paths absolute. */
export interface ImageSpec {
  readonly dockerfile: string;
  /** Folder that the Dockerfile's COPY and ADD read from. */
  readonly context: string;
  /** Name in the registry; from the folder when absent. */
  readonly repository?: string;
  /** From git when absent. */
  readonly tags?: readonly string[];
  readonly buildArguments: Readonly<Record<string, string>>;
  readonly target?: string;
  readonly platform?: string;
  readonly push: boolean;
  /** Whose workspace image it becomes; told from the Dockerfile when absent. */
  readonly language?: Language;
  /** Further options of the engine's build command. */
  readonly options: readonly string[];
}
