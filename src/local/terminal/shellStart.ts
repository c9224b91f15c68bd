import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

type Variables = Readonly<Record<string, string | undefined>>;

/** How a shell is started. */
export interface ShellStart {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Makes an interactive shell set variables after the user's own start files, which may set them otherwise or put folders before all others
 * in PATH. Undefined for shells that are not known. The files are written to `folder`.
 */
export async function startShell(
  shell: string,
  variables: Variables,
  folder: string,
  env: NodeJS.ProcessEnv,
): Promise<ShellStart | undefined> {
  const name = path.basename(shell);
  if (name === 'bash') {
    const file = path.join(folder, 'bashrc');
    await writePrivate(file, `[ -f ~/.bashrc ] && . ~/.bashrc\n${posixLines(variables)}`);
    return { args: ['--rcfile', file], environment: {} };
  }
  if (name === 'zsh') return startZsh(variables, folder, env['ZDOTDIR']);
  if (name === 'fish') {
    const file = path.join(folder, 'start.fish');
    await writePrivate(file, fishLines(variables));
    return { args: ['--init-command', `source ${fishWord(file)}`], environment: {} };
  }
  return undefined;
}

/** zsh reads its files from the folder that ZDOTDIR names: ours, each of which reads the user's. */
async function startZsh(variables: Variables, folder: string, before: string | undefined): Promise<ShellStart> {
  const own = path.join(folder, 'zsh');
  await mkdir(own);
  const back = before === undefined ? 'unset ZDOTDIR' : `ZDOTDIR=${posixWord(before)}`;
  const read = (file: string): string =>
    `${back}\n[ -f "\${ZDOTDIR:-$HOME}/${file}" ] && . "\${ZDOTDIR:-$HOME}/${file}"\n`;
  const again = `ZDOTDIR=${posixWord(own)}\n`;
  await writePrivate(path.join(own, '.zshenv'), read('.zshenv') + again);
  await writePrivate(path.join(own, '.zprofile'), read('.zprofile') + again);
  await writePrivate(path.join(own, '.zshrc'), read('.zshrc') + posixLines(variables));
  return { args: [], environment: { ZDOTDIR: own } };
}

function posixLines(variables: Variables): string {
  return Object.entries(variables)
    .map(([name, value]) => (value === undefined ? `unset ${name}\n` : `export ${name}=${posixWord(value)}\n`))
    .join('');
}

function fishLines(variables: Variables): string {
  return Object.entries(variables)
    .map(([name, value]) => {
      if (value === undefined) return `set -e ${name}\n`;
      const words = name === 'PATH' ? value.split(':') : [value];
      return `set -gx ${name} ${words.map(fishWord).join(' ')}\n`;
    })
    .join('');
}

/** As one word of sh, bash and zsh. */
export function posixWord(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

function fishWord(text: string): string {
  return `'${text.replace(/[\\']/g, String.raw`\$&`)}'`;
}

function writePrivate(file: string, text: string): Promise<void> {
  return writeFile(file, text, { mode: 0o600 });
}
