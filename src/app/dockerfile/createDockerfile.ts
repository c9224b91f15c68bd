import { addPackages, type Addition } from '../../core/dockerfile/addPackages.ts';
import { entrypointFile, writeDockerfile } from '../../core/dockerfile/writeDockerfile.ts';
import type { PlannedFile } from '../../core/dockerfile/plan.ts';
import { joinPath } from '../../core/paths.ts';
import type { CodeParser } from '../../core/ports/codeParser.ts';
import type { Files } from '../../core/ports/files.ts';
import type { ProcessRunner } from '../../core/ports/processRunner.ts';
import type { Language } from '../../core/scripts/language.ts';
import type { CodeNeeds, PackageNeed, Unresolved } from '../../core/scripts/needs.ts';
import type { Interpreter } from '../findInterpreter.ts';
import { dockerfileIn } from './dockerfileIn.ts';
import { machinePackages } from './machinePackages.ts';
import { readNeeds } from './readNeeds.ts';
import { readScripts } from './readScripts.ts';
import { textOf } from './textOf.ts';

export interface CreateDockerfileOptions {
  readonly files: Files;
  readonly parser: CodeParser;
  readonly processes: ProcessRunner;
  /** R or Python of this machine, whose packages' versions are pinned; undefined where there is none. */
  readonly interpreter: Interpreter | undefined;
  /** Absolute: where the Dockerfile will stand. */
  readonly folder: string;
  /** Below the folder. */
  readonly scripts: readonly string[];
  readonly language: Language;
  /** Absolute path of the program that images start with. */
  readonly entrypoint: string;
  readonly signal?: AbortSignal;
}

export interface CreatedDockerfile {
  /** What the image will hold. */
  readonly packages: readonly PackageNeed[];
  readonly needs: CodeNeeds;
  /** The Dockerfile first. Nothing is written yet. */
  readonly files: readonly PlannedFile[];
  /** What the Dockerfile that is there becomes with what it lacks; undefined when there is none, or none that can be added to. */
  readonly addition: Addition | undefined;
  /** What could not be resolved, for the person to see. */
  readonly notes: readonly Unresolved[];
}

/** Programs that SageMaker's training jobs and endpoints start by the entrypoint. */
const programNames: Record<Language, readonly string[]> = {
  r: ['train.R', 'serve.R', 'plumber.R'],
  python: ['train.py', 'serve.py'],
};

/** Reads what scripts need and writes the files of an image that has it. */
export async function createDockerfile(options: CreateDockerfileOptions): Promise<CreatedDockerfile> {
  const { files, processes, interpreter, language, entrypoint, signal } = options;
  const started = await programsOf(options);
  const needs = await readNeeds({ ...options, scripts: [...new Set([...options.scripts, ...started])] });
  const machine =
    interpreter &&
    (await machinePackages({ language, interpreter, processes, packages: needs.packages, ...(signal && { signal }) }));
  const copied = (await readScripts({ ...options, scripts: started })).read;
  const request = { needs, machine, programs: copied };
  const { dockerfile, ignoreFile, packages, notes } = writeDockerfile(request);
  const { name, text: existing } = await dockerfileIn(files, options.folder, language);
  const addition = existing === undefined ? undefined : addPackages(existing, request);
  const entrypointText = await files.readText(entrypoint);
  const ignored =
    name === dockerfile.name ? ignoreFile : await joined(ignoreFile, files, joinPath(options.folder, ignoreFile.name));
  const planned = [{ ...dockerfile, name }, ignored, { name: entrypointFile, text: entrypointText }];
  return { packages, needs, files: planned, addition, notes };
}

/** Two Dockerfiles of a folder share one list of what is left out: it has to let in what either copies. */
async function joined(planned: PlannedFile, files: Files, file: string): Promise<PlannedFile> {
  const there = await textOf(files, file);
  if (there === undefined) return planned;
  const lines = there.split(/\r?\n/u);
  const more = planned.text.split('\n').filter((line) => line.startsWith('!') && !lines.includes(line));
  return more.length === 0
    ? { ...planned, text: there }
    : { ...planned, text: [there.trimEnd(), ...more, ''].join('\n') };
}

async function programsOf({ files, folder, language }: CreateDockerfileOptions): Promise<string[]> {
  const there = await Promise.all(programNames[language].map((name) => files.info(joinPath(folder, name))));
  return programNames[language].filter((_, index) => there[index]?.kind === 'file');
}
