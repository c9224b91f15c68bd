import { parse } from 'yaml';
import * as z from 'zod/mini';
import { isIn, joinPath, parentOf } from '../../core/paths.ts';
import type { Files } from '../../core/ports/files.ts';
import type { Language } from '../../core/scripts/language.ts';

export interface FolderEnvironmentsOptions {
  readonly files: Files;
  readonly language: Language;
  /** Absolute. */
  readonly script: string;
  /** The folder that is open; absolute. */
  readonly workspaceFolder: string | undefined;
  readonly home: string;
}

/** Folders of virtual environments, as venv, uv, Poetry and virtualenv call them. */
const virtual = ['.venv', 'venv', 'env', '.env'];
/** Where conda, mamba and micromamba keep environments by name, from the home folder on or absolute. */
const condaRoots = [
  'miniconda3',
  'anaconda3',
  'miniforge3',
  'mambaforge',
  'micromamba',
  '.conda',
  '/opt/conda',
  '/opt/miniconda3',
  '/opt/anaconda3',
];

const condaFile = z.looseObject({ name: z.optional(z.string()), prefix: z.optional(z.string()) });

/**
 * The interpreters of the environments that belong to a script's folder or one above, up to the one that is open, nearest first: a virtual
 * environment, one of conda in the folder, and the one that its `environment.yml` names. None of them need be active.
 */
export async function folderEnvironments(options: FolderEnvironmentsOptions): Promise<string[]> {
  const { files, language, script, workspaceFolder } = options;
  const found: string[] = [];
  const own = parentOf(script);
  const top = workspaceFolder !== undefined && isIn(workspaceFolder, own) ? workspaceFolder : own;
  for (let at = own; ; at = parentOf(at)) {
    const places = [...(await environmentsIn(files, at)), ...(await namedEnvironments(options, at))];
    for (const place of places) {
      const program = joinPath(place, language === 'r' ? 'bin/Rscript' : 'bin/python');
      if ((await files.info(program))?.kind === 'file') found.push(program);
    }
    if (at === top || at === '/') return found;
  }
}

async function environmentsIn(files: Files, folder: string): Promise<string[]> {
  const places = [...virtual, '.conda'].map((name) => joinPath(folder, name));
  const marks = await Promise.all(
    places.map(async (place) =>
      Promise.all(['pyvenv.cfg', 'conda-meta'].map((mark) => files.info(joinPath(place, mark)))),
    ),
  );
  return places.filter((_place, index) => marks[index]?.some((mark) => mark !== undefined));
}

async function namedEnvironments({ files, home }: FolderEnvironmentsOptions, folder: string): Promise<string[]> {
  for (const name of ['environment.yml', 'environment.yaml']) {
    const file = joinPath(folder, name);
    if ((await files.info(file))?.kind !== 'file') continue;
    const { name: environment, prefix } = await readCondaFile(files, file);
    const roots = condaRoots.map((root) => (root.startsWith('/') ? root : joinPath(home, root)));
    return [
      ...(environment === undefined ? [] : roots.map((root) => joinPath(root, `envs/${environment}`))),
      ...(prefix?.startsWith('/') === true ? [prefix] : []),
    ];
  }
  return [];
}

async function readCondaFile(files: Files, file: string): Promise<z.infer<typeof condaFile>> {
  try {
    return condaFile.parse(parse(await files.readText(file)));
  } catch {
    // Whoever runs a script need not hear of it; the Dockerfile's reader tells.
    return {};
  }
}
