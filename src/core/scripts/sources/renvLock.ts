import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { errorText } from '../../errors.ts';
import type { Origin, PackageNeed } from '../needs.ts';
import { isBasePackage } from '../r/basePackages.ts';
import { unreadable, type SourceNeeds } from './source.ts';

const text = z.optional(z.string());
const record = z.object({
  Package: z.string(),
  Version: text,
  Source: text,
  RemoteType: text,
  RemoteUsername: text,
  RemoteRepo: text,
  RemoteSha: text,
  RemoteRef: text,
  RemoteUrl: text,
  RemotePkgRef: text,
});

const lock = z.object({
  R: z.optional(z.partial(z.object({ Version: z.string(), Repositories: z.array(z.object({ URL: z.string() })) }))),
  Packages: z.optional(z.record(z.string(), record)),
});

/** CRAN, by the addresses that R, RStudio and renv write for it. */
const cran =
  /^https?:\/\/(?:(?:cloud|cran)\.r-project\.org|cran\.rstudio\.com|(?:packagemanager\.(?:posit|rstudio)\.com?|p3m\.dev)\/(?:cran|all))(?:\/|$)/u;

type LockedPackage = z.infer<typeof record>;

/** Reads renv's lock file: R's version and every package with its own. */
export function readRenvLock(text: string, file: string): SourceNeeds {
  let parsed;
  try {
    parsed = lock.safeParse(JSON.parse(text));
  } catch (error) {
    return unreadable(file, l10n.t('it is not JSON: {0}', errorText(error)));
  }
  if (!parsed.success) return unreadable(file, l10n.t('it is not a lock file of renv'));
  const { R, Packages = {} } = parsed.data;
  const packages = Object.values(Packages).filter(({ Package }) => !isBasePackage(Package));
  const local = packages.filter(({ Source }) => Source === 'Local');
  return {
    ...(R?.Version !== undefined && { runtime: R.Version }),
    ...(R?.Repositories?.some(({ URL }) => !cran.test(URL)) === true && { hasRepositories: true }),
    packages: packages.filter((item) => !local.includes(item)).map((item) => needOf(item, file)),
    unresolved: local.map(({ Package }) => ({
      text: Package,
      place: { file, line: 1 },
      reason: l10n.t('it was installed from a folder of somebody’s machine, which the image does not have'),
    })),
  };
}

function needOf(item: LockedPackage, file: string): PackageNeed {
  const origin = originOf(item);
  return {
    name: item.Package,
    ...(item.Version !== undefined && { version: item.Version }),
    ...(origin && { origin }),
    places: [{ file, line: 1 }],
  };
}

function originOf(item: LockedPackage): Origin | undefined {
  if (item.Source === 'Bioconductor') return { kind: 'bioconductor' };
  if (item.Source === 'GitHub' || item.RemoteType === 'github') {
    const ref = item.RemoteSha ?? item.RemoteRef;
    const repository = `${item.RemoteUsername ?? ''}/${item.RemoteRepo ?? item.Package}`;
    return { kind: 'github', reference: ref === undefined ? repository : `${repository}@${ref}` };
  }
  if (item.RemoteUrl !== undefined) return { kind: 'url', reference: item.RemoteUrl };
  return undefined;
}
