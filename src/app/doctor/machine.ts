import * as l10n from '@vscode/l10n';
import { errorText, isAppError } from '../../core/errors.ts';
import { formatBytes } from '../../core/format.ts';
import type { AwsProfiles } from '../../core/ports/awsProfiles.ts';
import type { Files } from '../../core/ports/files.ts';
import type { ProcessRunner } from '../../core/ports/processRunner.ts';
import type { Language } from '../../core/scripts/language.ts';
import { findInterpreter, type InterpreterCandidate } from '../findInterpreter.ts';
import type { Finding } from './check.ts';

/** Milliseconds for a command that should answer at once. */
const timeout = 10_000;

export async function checkInterpreter(
  { processes, files }: { readonly processes: ProcessRunner; readonly files: Files },
  language: Language,
  candidates: readonly InterpreterCandidate[],
  signal: AbortSignal | undefined,
): Promise<Finding> {
  try {
    const { version, path } = await findInterpreter({
      language,
      candidates,
      processes,
      files,
      ...(signal && { signal }),
    });
    return { state: 'found', detail: `${version} (${path})` };
  } catch (error) {
    if (!isAppError(error)) throw error;
    const found = { advice: error.message, action: 'openSettings' } as const;
    // A setting is a wish: its runs fail. Without a setting somebody may well do with the other language.
    return error.code === 'SettingWrong'
      ? { state: 'missing', detail: l10n.t('wrong setting'), ...found }
      : { state: 'limited', detail: l10n.t('not found'), ...found };
  }
}

/** What Local SageMaker needs of bubblewrap: to give a process tree its own /opt/ml. */
export async function checkSandbox(processes: ProcessRunner, signal: AbortSignal | undefined): Promise<Finding> {
  const path = await processes.find('bwrap');
  const lost = l10n.t(
    'Until then a script on Local has no folder /opt/ml: one that uses relative paths only runs all the same.',
  );
  if (path === undefined) {
    const advice = l10n.t('Install bubblewrap: on Debian and Ubuntu with: sudo apt install bubblewrap. {0}', lost);
    return { state: 'limited', detail: l10n.t('not found'), advice };
  }
  const args = [
    '--dev-bind',
    '/',
    '/',
    '--tmpfs',
    '/opt',
    '--dir',
    '/opt/ml',
    '--unshare-pid',
    '--proc',
    '/proc',
    'true',
  ];
  const { exitCode, stderr } = await processes.run({ command: path, args, timeout, ...(signal && { signal }) });
  if (exitCode === 0) return { state: 'found', detail: path };
  const advice = l10n.t(
    'bubblewrap is installed, but this machine does not let it work: ask who administers it to allow “unprivileged user namespaces”. {0}',
    lost,
  );
  return { state: 'limited', detail: stderr.trim().split('\n')[0] ?? path, advice };
}

const little = 2e9;
const tooLittle = 100e6;

export async function checkDisk(files: Files, root: string): Promise<Finding> {
  const free = await files.freeSpace(root);
  const detail = l10n.t('{0} free for {1}', formatBytes(free), root);
  if (free >= little) return { state: 'found', detail };
  const advice = l10n.t(
    'Jobs keep their code, logs and outputs there. Free some space, or move the folder in the settings.',
  );
  return { state: free < tooLittle ? 'missing' : 'limited', detail, advice, action: 'openSettings' };
}

export async function checkProfiles(profiles: AwsProfiles): Promise<Finding> {
  try {
    const names = (await profiles.list()).map((profile) => profile.name);
    if (names.length > 0) return { state: 'found', detail: names.join(', ') };
    return {
      state: 'unneeded',
      detail: l10n.t('none'),
      advice: l10n.t('Only AWS needs one, Local does not. Make one with: aws configure'),
    };
  } catch (error) {
    return {
      state: 'limited',
      detail: errorText(error),
      advice: l10n.t('The AWS configuration files cannot be read; correct them in ~/.aws.'),
    };
  }
}
