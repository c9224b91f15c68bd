import type { Language } from '../scripts/language.ts';
import type { PackageNeed } from '../scripts/needs.ts';
import { samePackage } from '../scripts/samePackage.ts';
import { debianPackage } from './debian.ts';
import type { Present } from './plan.ts';
import type { Stage } from './stage.ts';

/** What the instructions of a stage install, as far as they say it by name. */
export interface Installed {
  readonly present: Present;
  /** Whether they install a package. */
  has(need: PackageNeed): boolean;
  /** Whether they copy a file of the folder, such as a list of packages. */
  copies(file: string): boolean;
}

/** Reads what a stage installs: by apt, by R's functions, by pip and uv. */
export function installedBy(language: Language, { instructions }: Stage): Installed {
  const texts = (keyword: string): string[] =>
    instructions.filter((each) => each.keyword === keyword).map(({ text }) => text);
  const runs = texts('RUN');
  const system = new Set(runs.filter((text) => /\bapt(?:-get)?\b/u.test(text)).flatMap(words));
  const copied = new Set(texts('COPY').flatMap(words));
  const present = {
    system,
    arguments: new Set(texts('ARG').map((text) => /^ARG\s+(\w+)/iu.exec(text)?.[1] ?? '')),
  };
  const has = language === 'r' ? hasR(runs, system) : hasPython(runs);
  return { present, has, copies: (file) => copied.has(file) };
}

function hasR(runs: readonly string[], system: ReadonlySet<string>): Installed['has'] {
  const named = new Set<string>();
  for (const run of runs) {
    // In a call of R: "zoo", 'zoo', "owner/zoo@v1".
    for (const [, name = ''] of run.matchAll(/["'](?:[\w.-]+\/)?([A-Za-z][\w.]*)(?:@[\w.-]+)?["']/gu)) named.add(name);
    if (/\binstall2?\.r\b|\binstallGithub\.r\b|\binstallBioc\.r\b/u.test(run))
      for (const word of words(run)) named.add(word);
  }
  return ({ name }) => {
    const binary = debianPackage(name);
    return named.has(name) || (binary !== undefined && system.has(binary));
  };
}

function hasPython(runs: readonly string[]): Installed['has'] {
  const listed = runs
    .filter((text) => /\bpip[\d.]*\s+install\b/u.test(text))
    .flatMap(words)
    .map((word): PackageNeed => ({ name: word.replace(/(?:[=<>!~;@]).*$/u, ''), places: [] }))
    .filter(({ name }) => /^[A-Za-z0-9]/u.test(name));
  return (need) => listed.some((item) => samePackage(item, need));
}

/** Words of a command without the quotes around them. */
function words(text: string): string[] {
  return text.split(/[\s"',]+/u).filter((word) => word !== '');
}
