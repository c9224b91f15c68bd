import * as l10n from '@vscode/l10n';
import type { ProcessRunner } from '../../core/ports/processRunner.ts';
import type { Language } from '../../core/scripts/language.ts';

/** Milliseconds: a first start from a slow disk takes its time, a program that waits for input must not. */
const limit = 20_000;

const python = 'import sys; print(sys.executable); print("%d.%d.%d" % sys.version_info[:3])';

/** Runs an interpreter to learn its version and, for Python, its real path behind a shim. A string says why it is none. */
export async function probeInterpreter(
  processes: ProcessRunner,
  language: Language,
  path: string,
  signal?: AbortSignal,
): Promise<{ path: string; version: string } | string> {
  const args = language === 'r' ? ['--version'] : ['-I', '-S', '-c', python];
  const { exitCode, stdout, stderr } = await processes.run({
    command: path,
    args,
    timeout: limit,
    ...(signal && { signal }),
  });
  if (exitCode !== 0)
    return l10n.t('does not run: {0}', firstLine(stderr) || l10n.t('exit code {0}', String(exitCode ?? '?')));
  if (language === 'r') {
    const version = /(?:R|Rscript|R scripting front-end|version).*?(\d+\.\d+\.\d+)/u.exec(stdout + stderr)?.[1];
    return version === undefined ? l10n.t('is not Rscript') : { path, version };
  }
  const [executable, version] = stdout.trim().split('\n');
  if (executable === undefined || version === undefined || !/^\d+\.\d+\.\d+$/u.test(version))
    return l10n.t('is not Python');
  if (!version.startsWith('3.')) return l10n.t('is Python {0}; version 3 is needed', version);
  return { path: executable, version };
}

function firstLine(text: string): string {
  return text.trim().split('\n')[0] ?? '';
}
