import * as l10n from '@vscode/l10n';
import { AppError } from '../../core/errors.ts';
import { formatDuration } from '../../core/format.ts';
import type { ProcessResult } from '../../core/ports/processRunner.ts';

const notPermitted =
  /permission denied while trying to connect|connect: permission denied|dial unix .*permission denied/iu;
const stopped =
  /cannot connect to the docker daemon|is the docker daemon running|error during connect|connection refused|cannot connect to podman|no such file or directory.*\.sock|\.sock.*no such file or directory|failed to connect to the docker api/iu;
const diskFull = /no space left on device/iu;

/** Why a command of an engine failed, when that lies in the engine itself; else `EngineFailed` with its own words. */
export function engineFailure(name: string, { exitCode, stdout, stderr }: ProcessResult): AppError {
  const said = lastLines(stderr) || lastLines(stdout);
  if (notPermitted.test(stderr)) {
    return new AppError(
      'EngineNotPermitted',
      l10n.t('{0} runs, but this user may not talk to it. {1} It said: {2}', name, howToBePermitted(name), said),
      { action: 'runDoctor' },
    );
  }
  if (stopped.test(stderr)) {
    return new AppError(
      'EngineStopped',
      l10n.t(
        '{0} is installed but its engine does not answer. {1} Then try again. It said: {2}',
        name,
        howToStart(name),
        said,
      ),
      { action: 'retry' },
    );
  }
  if (diskFull.test(stderr)) return engineDiskFull(name, said);
  return new AppError(
    'EngineFailed',
    l10n.t(
      '{0} failed (exit code {1}): {2}',
      name,
      String(exitCode ?? '?'),
      said === '' ? l10n.t('it said nothing') : said,
    ),
  );
}

function howToStart(name: string): string {
  switch (name) {
    case 'Docker':
      return l10n.t('Start it (Docker Desktop, or "sudo systemctl start docker" on Linux).');
    case 'Podman':
      return l10n.t('Start it (Podman Desktop, or "podman machine start").');
    case 'Finch':
      return l10n.t('Start it ("finch vm start").');
    default:
      return l10n.t('Start it.');
  }
}

function howToBePermitted(name: string): string {
  return name === 'Docker'
    ? l10n.t(
        'On Linux, add yourself to its group with "sudo usermod -aG docker $USER", then log out and in again; or use {0} in rootless mode.',
        name,
      )
    : l10n.t('Use {0} in rootless mode, or ask who administers this machine.', name);
}

/** An engine did not answer in the time it has. */
export function engineSilent(name: string, limit: number): AppError {
  return new AppError(
    'EngineStopped',
    l10n.t('{0} did not answer within {1}. Restart it, then try again.', name, formatDuration(limit)),
    { action: 'retry' },
  );
}

/** Somebody or something ended an engine's command, so what it printed last is no reason. */
export function engineKilled(name: string, signal: string): AppError {
  return new AppError(
    'EngineFailed',
    l10n.t(
      'The command of {0} was ended from outside before it was done ({1}): by somebody, or by a machine that runs out of memory. Try again.',
      name,
      signal,
    ),
    { action: 'retry' },
  );
}

/** The disk that an engine keeps images on is full. */
export function engineDiskFull(name: string, said: string): AppError {
  return new AppError(
    'DiskFull',
    l10n.t(
      'The disk that {0} keeps its images on is full. Remove images you no longer need, then try again. It said: {1}',
      name,
      said,
    ),
    { action: 'cleanUpImages' },
  );
}

/** No engine is installed, or not the one that was named. */
export function engineMissing(wanted: string | undefined): AppError {
  return new AppError(
    'EngineMissing',
    wanted === undefined
      ? l10n.t(
          'Containers need Docker, Podman or Finch, and none was found on this machine. Install one, for example Docker Desktop, or on Debian and Ubuntu: sudo apt install docker.io.',
        )
      : l10n.t(
          '{0}, named in the settings as the container engine, cannot be run. Correct the setting or clear it.',
          wanted,
        ),
    { action: wanted === undefined ? 'runDoctor' : 'openSettings' },
  );
}

/** There is no such image in the engine. */
export function engineLacksImage(name: string, reference: string): AppError {
  return new AppError('ImageNotFound', l10n.t('{0} has no image {1}. Build it, or choose another.', name, reference));
}

/** An engine answered in a shape that we do not know. */
export function unreadableAnswer(name: string, args: readonly string[], reason: string): AppError {
  return new AppError(
    'EngineFailed',
    l10n.t('The answer of {0} to "{1}" could not be read: {2}', name, args.slice(0, 3).join(' '), reason),
  );
}

function lastLines(text: string): string {
  return text.trim().split('\n').slice(-3).join(' ').trim();
}
