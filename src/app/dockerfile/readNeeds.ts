import * as l10n from '@vscode/l10n';
import { joinPath } from '../../core/paths.ts';
import type { Files } from '../../core/ports/files.ts';
import type { Language } from '../../core/scripts/language.ts';
import type { CodeNeeds, PackageNeed, Unresolved } from '../../core/scripts/needs.ts';
import { isRuntimeVersion, namedNeeds } from '../../core/scripts/packageNames.ts';
import { packagesOf } from '../../core/scripts/packagesOf.ts';
import { isBioconductor } from '../../core/scripts/r/bioconductor.ts';
import { samePackage } from '../../core/scripts/samePackage.ts';
import { readDescription } from '../../core/scripts/sources/description.ts';
import { readScripts, type ReadScripts, type ReadScriptsOptions } from './readScripts.ts';
import { readSource, type FoundSource } from './readSource.ts';
import { textOf } from './textOf.ts';

/**
 * What scripts need of an image: by the file of the folder that lists packages where there is one (`renv.lock`, `requirements.txt` …),
 * else, and for what such a file forgets, by the scripts themselves and the files of the folder that they bring in.
 */
export async function readNeeds(options: ReadScriptsOptions): Promise<CodeNeeds> {
  const { files, folder, language } = options;
  const [code, found, declared] = await Promise.all([
    readScripts(options),
    readSource(files, folder, language),
    language === 'python' ? pythonVersion(files, folder) : undefined,
  ]);
  const { source, needs, notRead } = withInline(found, code, options.scripts);
  const own = needs?.own ?? (language === 'r' ? await ownPackage(files, folder) : undefined);
  const { named: used, refused } = namedNeeds(
    language,
    packagesOf(language, code.uses).filter(({ name }) => name !== own),
  );
  const { named: listed, refused: refusedToo } = namedNeeds(language, needs?.packages ?? []);
  const packages = [
    ...withPlaces(language, listed, used),
    ...used.filter((need) => !listed.some((item) => samePackage(item, need))),
  ];
  const runtime = needs?.runtime ?? declared;
  const versions = [runtime, needs?.minimum].filter((version) => version !== undefined && !isRuntimeVersion(version));
  return {
    language,
    ...(runtime !== undefined && isRuntimeVersion(runtime) && { runtime }),
    ...(needs?.minimum !== undefined && isRuntimeVersion(needs.minimum) && { minimum: needs.minimum }),
    packages,
    listed: listed.length,
    unresolved: [
      ...code.unresolved,
      ...(needs?.unresolved ?? []),
      ...refused,
      ...refusedToo,
      ...versions.map((version) => noVersion(version ?? '', source?.path)),
      ...notRead.map((file) => notReadText(file)),
    ],
    ...(source && { source }),
    scripts: options.scripts,
    read: code.read,
  };
}

/**
 * What scripts list in their own heads is what they are run with: then no other file counts. It is beside the file of the folder where
 * only some of the scripts do.
 */
function withInline(found: FoundSource, { inline }: ReadScripts, scripts: readonly string[]): FoundSource {
  if (inline.size === 0) return found;
  const own = [...inline.values()];
  const isAll = scripts.every((script) => inline.has(script));
  const [first] = own;
  const packages = own.flatMap((each) => each.packages);
  const others = isAll ? [] : (found.needs?.packages ?? []);
  const added = packages.filter((need, index) => {
    const before = [...others, ...packages.slice(0, index)];
    return !before.some((item) => samePackage(item, need));
  });
  return {
    source: isAll ? undefined : found.source,
    needs: {
      ...(isAll ? first : found.needs),
      packages: [...others, ...added],
      unresolved: [...(isAll ? [] : (found.needs?.unresolved ?? [])), ...own.flatMap((each) => each.unresolved)],
    },
    notRead: isAll ? [] : found.notRead,
  };
}

/** What a file lists, with the places where the code uses it and the module by which it does, and where CRAN has no such package. */
function withPlaces(language: Language, listed: readonly PackageNeed[], used: readonly PackageNeed[]): PackageNeed[] {
  return listed.map((item) => {
    const isOfBioconductor = language === 'r' && item.origin === undefined && isBioconductor(item.name);
    const need: PackageNeed = isOfBioconductor ? { ...item, origin: { kind: 'bioconductor' } } : item;
    const use = used.find((item) => samePackage(need, item));
    if (!use) return need;
    return {
      ...need,
      ...(use.module !== undefined && { module: use.module }),
      places: [...use.places, ...need.places],
    };
  });
}

async function pythonVersion(files: Files, folder: string): Promise<string | undefined> {
  const text = await textOf(files, joinPath(folder, '.python-version'));
  return text === undefined ? undefined : /^(?:python-?|cpython-?)?(3\.\d+(?:\.\d+)?)/mu.exec(text)?.[1];
}

async function ownPackage(files: Files, folder: string): Promise<string | undefined> {
  const text = await textOf(files, joinPath(folder, 'DESCRIPTION'));
  return text === undefined ? undefined : readDescription(text, 'DESCRIPTION').own;
}

function notReadText(file: string): Unresolved {
  return { text: file, place: { file, line: 1 }, reason: l10n.t('files of this kind are not read') };
}

function noVersion(text: string, file: string | undefined): Unresolved {
  return {
    text: text.slice(0, 80),
    place: file === undefined ? undefined : { file, line: 1 },
    reason: l10n.t('this is no version of R or Python'),
  };
}
