import { dockerfileName, usualName } from '../../core/dockerfile/dockerfileName.ts';
import { joinPath } from '../../core/paths.ts';
import type { Files } from '../../core/ports/files.ts';
import type { Language } from '../../core/scripts/language.ts';
import { textOf } from './textOf.ts';

/** The Dockerfile for scripts of a language in a folder, be it there or not. */
export interface DockerfilePlace {
  readonly name: string;
  /** Undefined when there is none yet. */
  readonly text: string | undefined;
}

/** Which of a folder's Dockerfiles is the one for a language. `folder`: absolute. */
export async function dockerfileIn(files: Files, folder: string, language: Language): Promise<DockerfilePlace> {
  const usual = await textOf(files, joinPath(folder, usualName));
  const name = dockerfileName(language, usual);
  return { name, text: name === usualName ? usual : await textOf(files, joinPath(folder, name)) };
}
