import { run } from './processes.ts';

/** Installs Debian packages. Undefined when they are there afterwards, else why not and what the person can do. */
export async function installDebian(
  packages: readonly string[],
  log: (line: string) => void,
): Promise<string | undefined> {
  const advice = `sudo apt-get install -y ${packages.join(' ')}`;
  if ((await run('apt-get', ['--version'])).code !== 0)
    return `install ${packages.join(', ')} with this system's package manager`;
  if (process.getuid?.() !== 0) return `needs root to install: ${advice}`;
  log(`Installing ${packages.join(', ')} with apt-get`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = (): ReturnType<typeof run> =>
    run('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env });
  if ((await install()).code === 0) return undefined;
  // A fresh image has no package lists.
  await run('apt-get', ['update'], { env });
  const second = await install();
  return second.code === 0 ? undefined : `"${advice}" failed: ${second.output.trim().split('\n').at(-1) ?? ''}`;
}
