import type { Language } from '../scripts/language.ts';
import { isOwnDockerfile } from './addPackages.ts';

/** The name of most Dockerfiles. */
export const usualName = 'Dockerfile';

const marks: Record<Language, RegExp> = {
  r: /\br-base\b|\brocker\/|\bCRAN_MIRROR\b|\br-cran-/u,
  python: /(?:^|[=/\s])python:|\bpython3|\bpip[\d.]*\s+install\b|\bmicromamba\b/mu,
};

/**
 * The name that a Dockerfile for a language has in a folder whose `Dockerfile` is `existing`, or that has none: a name of its own where that
 * one was written here for the other language, as an image serves one of them.
 */
export function dockerfileName(language: Language, existing: string | undefined): string {
  const other = language === 'r' ? 'python' : 'r';
  const isOthers =
    existing !== undefined &&
    isOwnDockerfile(existing) &&
    marks[other].test(existing) &&
    !marks[language].test(existing);
  return isOthers ? `${usualName}.${language}` : usualName;
}
