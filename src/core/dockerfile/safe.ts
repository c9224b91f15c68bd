import * as l10n from '@vscode/l10n';
import { hasCredentials, withoutCredentials } from '../scripts/credentials.ts';
import type { PackageNeed, Unresolved } from '../scripts/needs.ts';

const name = /^[A-Za-z0-9][\w.-]*(\[[\w,.-]+\])?$/u;
const version = /^[\w.+!-]+$/u;
const constraint = /^((===?|~=|!=|<=?|>=?)[\w.*+!-]+,?)+$/u;
/** `<<` would begin a text of several lines. */
const marker = /^(?!.*<<)[\w .<>=!"'()-]+$/u;
const reference = /^[\w.:/@#+~=&?%-]+$/u;

/**
 * Splits needs into those that may be written into a command, and the rest: what a script or a lock file says becomes part of a shell's
 * line that runs when the image is built.
 */
export function safeNeeds(needs: readonly PackageNeed[]): { safe: PackageNeed[]; refused: Unresolved[] } {
  const safe = needs.filter(isSafe);
  const refused = needs
    .filter((need) => !safe.includes(need))
    .map((need): Unresolved => {
      const reason = hasSecret(need)
        ? l10n.t('its address has credentials, which would be in the image: left out')
        : l10n.t('its name, version or address has characters that do not belong there');
      return { text: oneWord(need.name), place: need.places[0], reason };
    });
  return { safe, refused };
}

/** Whether a text is a package's version and nothing else. */
export function isSafeVersion(text: string): boolean {
  return version.test(text);
}

function hasSecret({ origin }: PackageNeed): boolean {
  return origin !== undefined && origin.kind !== 'bioconductor' && hasCredentials(origin.reference);
}

function isSafe(need: PackageNeed): boolean {
  const { origin } = need;
  return (
    !hasSecret(need) &&
    name.test(need.name) &&
    (need.version === undefined || version.test(need.version)) &&
    (need.marker === undefined || marker.test(need.marker)) &&
    (need.constraint === undefined || constraint.test(need.constraint)) &&
    (origin === undefined || origin.kind === 'bioconductor' || reference.test(origin.reference))
  );
}

function oneWord(text: string): string {
  return text.replaceAll(/[^\w.@/:-]+/gu, ' ').slice(0, 80);
}

// eslint-disable-next-line no-control-regex -- what a line must not hold is exactly these.
const control = /[\u0000-\u001f\u007f\u2028\u2029]+/u;

/** Text for a comment: one line, whatever it was, and nobody's password. */
export function commentText(text: string): string {
  return withoutCredentials(text.replaceAll(new RegExp(control, 'gu'), ' ')).trim();
}

/** Whether a text would end a line, or hide in one. */
export function hasControl(text: string): boolean {
  return control.test(text);
}
