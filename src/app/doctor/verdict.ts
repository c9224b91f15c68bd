import * as l10n from '@vscode/l10n';
import type { DoctorCheck } from './check.ts';

/** The checks in one sentence. */
export function doctorVerdict(checks: readonly DoctorCheck[]): string {
  const titles = (state: DoctorCheck['state']): string =>
    checks
      .filter((check) => check.state === state)
      .map(({ title }) => title)
      .join(', ');
  const [missing, limited] = [titles('missing'), titles('limited')];
  const interpreters = checks.filter(({ id }) => id === 'r' || id === 'python');
  const runsNothing = interpreters.length > 0 && interpreters.every(({ state }) => isAbsent(state));
  if (missing !== '') return l10n.t('To be mended: {0}. See what to do below.', missing);
  if (runsNothing) return l10n.t('Neither R nor Python was found: no script can run. See what to do below.');
  if (limited !== '') return l10n.t('Scripts can run, with limits: {0}. See what to do below.', limited);
  return l10n.t('Everything a run needs was found.');
}

function isAbsent(state: DoctorCheck['state']): boolean {
  return state === 'limited' || state === 'missing';
}
