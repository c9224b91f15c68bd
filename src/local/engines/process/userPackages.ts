import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pythonLibrary, rLibrary } from '../../../core/packages/packageFolders.ts';

/** Where R looks for packages; in the user's own environment file as a rule, if not at the default place. */
const libraryVariables = ['R_LIBS', 'R_LIBS_USER', 'R_LIBS_SITE'] as const;
/** R's own default, `%U`, with the user's home in place of the job's. */
const defaultLibrary = '~/R/%p-library/%v';
/** The job's own library, below its home: first of all, so that a script can install what it misses. */
const ownLibrary = path.join('R', 'library');

/**
 * The variables by which R finds, in a job whose home is `home`, what was installed for jobs (below Local's state folder, `root`) and what the
 * user installed in theirs. The user's `.Renviron` is read
 * for these only: what else stands there, tokens as a rule, is nothing a job gets.
 */
export function libraryEnvironment(home: string, host: NodeJS.ProcessEnv, root: string): Record<string, string> {
  const userHome = host['HOME'];
  if (userHome === undefined) return { R_LIBS: path.join(home, ownLibrary), R_LIBS_USER: rLibrary(root) };
  const user = { ...host, ...readRenviron(host['R_ENVIRON_USER'] ?? path.join(userHome, '.Renviron'), host) };
  const found: Record<string, string> = {};
  for (const name of libraryVariables) {
    const value = given(user[name]) ?? (name === 'R_LIBS_USER' ? defaultLibrary : undefined);
    if (value !== undefined) found[name] = inHome(value.replaceAll('%U', defaultLibrary), userHome);
  }
  const own = path.join(home, ownLibrary);
  // What was installed for jobs comes before the user's own.
  found['R_LIBS_USER'] = [rLibrary(root), found['R_LIBS_USER']].filter((each) => each !== undefined).join(':');
  return { ...found, R_LIBS: found['R_LIBS'] === undefined ? own : `${own}:${found['R_LIBS']}` };
}

/** The folders of packages that were installed for jobs of a Python that the command line names. */
export function pythonFolders(command: readonly string[], root: string): string[] {
  return command
    .filter((word) => path.isAbsolute(word))
    .map((word) => pythonLibrary(root, word))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((version) => path.join(folder, version)));
}

/**
 * Makes the folders in a job's home (`folder` on this machine) that packages are installed into, and tells every version of Python
 * where the user's packages are: a user base of the job's own, as the user's is read-only there and pip could not install into it.
 */
export async function makePackageFolders(folder: string, host: NodeJS.ProcessEnv): Promise<void> {
  await mkdir(path.join(folder, ownLibrary), { recursive: true });
  const base = host['PYTHONUSERBASE'] ?? (host['HOME'] === undefined ? undefined : path.join(host['HOME'], '.local'));
  if (base === undefined || !existsSync(path.join(base, 'lib'))) return;
  for (const version of readdirSync(path.join(base, 'lib')).filter((name) => name.startsWith('python'))) {
    const packages = path.join(base, 'lib', version, 'site-packages');
    if (!existsSync(packages)) continue;
    const own = path.join(folder, '.local', 'lib', version, 'site-packages');
    await mkdir(own, { recursive: true });
    await writeFile(path.join(own, 'user-packages.pth'), `import site; site.addsitedir(${JSON.stringify(packages)})\n`);
  }
}

/** The library variables that an environment file of R's sets: `NAME=value`, with `${OTHER}` and `${OTHER-default}` in the value. */
function readRenviron(file: string, host: NodeJS.ProcessEnv): Record<string, string> {
  const known: NodeJS.ProcessEnv = { ...host };
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return {};
  }
  const found: Record<string, string> = {};
  for (const line of text.split('\n')) {
    const [, name, value] = /^\s*([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/.exec(line) ?? [];
    if (name === undefined || value === undefined) continue;
    const set = expanded(value, known).replace(/^(['"])(.*)\1$/, '$2');
    known[name] = set;
    if (libraryVariables.some((each) => each === name)) found[name] = set;
  }
  return found;
}

/** From the innermost outwards: a default may hold a variable itself. */
function expanded(value: string, known: NodeJS.ProcessEnv): string {
  const inner = /\$\{(\w+)(?::?-([^{}]*))?\}/;
  let text = value;
  for (let depth = 0; depth < 20 && inner.test(text); depth++) {
    text = text.replace(
      inner,
      (_all, name: string, otherwise: string | undefined) => given(known[name]) ?? otherwise ?? '',
    );
  }
  return text;
}

/** R takes an empty variable for one that is not set. */
function given(value: string | undefined): string | undefined {
  return value === '' ? undefined : value;
}

function inHome(value: string, home: string): string {
  return value
    .split(':')
    .map((place) => (place === '~' || place.startsWith('~/') ? path.join(home, place.slice(1)) : place))
    .join(':');
}
