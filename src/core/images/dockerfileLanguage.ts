import type { Language } from '../scripts/language.ts';
import type { ParsedDockerfile } from './dockerfile.ts';

const marks: Record<Language, RegExp> = {
  r: /\brscript\b|\br-(?:base|cran|recommended|bioc)|\brocker\/|\binstall\.packages\b|\bRscript\b|\brenv\b|\bpak::|(?:^|\s)COPY\s.*\.R\b|^FROM .*\br-ver\b/imu,
  python:
    /\bpip3?\s+install\b|\buv\s+(?:pip|sync)\b|\bconda\b|^FROM \S*\bpython\b|\brequirements[\w.-]*\.txt\b|(?:^|\s)COPY\s.*\.py\b/imu,
};

/** The languages that a Dockerfile provides for, as far as its instructions tell. */
export function dockerfileLanguages({ instructions }: ParsedDockerfile): Language[] {
  const text = instructions.map((each) => each.text).join('\n');
  const found = (['r', 'python'] as const).filter((language) => marks[language].test(text));
  return found;
}
