import * as l10n from '@vscode/l10n';

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/** How long ago, in one unit: `now`, `5 min ago`, `3 h ago`, `2 days ago`; a date from a month on. */
export function formatAge(time: Date, now: Date): string {
  const seconds = (now.getTime() - time.getTime()) / 1000;
  if (seconds < minute) return l10n.t('now');
  if (seconds < hour) return l10n.t('{0} min ago', Math.floor(seconds / minute));
  if (seconds < day) return l10n.t('{0} h ago', Math.floor(seconds / hour));
  const days = Math.floor(seconds / day);
  if (days < 30) return days === 1 ? l10n.t('1 day ago') : l10n.t('{0} days ago', days);
  return time.toISOString().slice(0, 10);
}
