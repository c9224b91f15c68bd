import * as z from 'zod/mini';
import type { PackageNeed } from '../scripts/needs.ts';
import { normalPackageName } from '../scripts/python/packageName.ts';

const report = z.object({
  install: z.array(
    z.object({
      is_direct: z.optional(z.boolean()),
      metadata: z.object({ name: z.string(), version: z.string() }),
    }),
  ),
});

/** Variables under which pip does nothing to what the user has: no other target, no question. */
export const pipEnvironment = {
  PIP_DISABLE_PIP_VERSION_CHECK: '1',
  PIP_NO_INPUT: '1',
  PIP_REQUIRE_VIRTUALENV: '0',
  PIP_USER: '0',
  PYTHONNOUSERSITE: undefined,
} as const;

/** What pip is asked for by a need: `pandas<2.3`, `tool @ git+https://…`. */
export function pipSpecifier({ name, version, constraint = '', origin, marker }: PackageNeed): string {
  const condition = marker === undefined ? '' : ` ; ${marker}`;
  if (origin?.kind === 'url') return `${name} @ ${origin.reference}${condition}`;
  return `${name}${version === undefined ? constraint : `==${version}`}${condition}`;
}

/** Arguments that make pip tell, in the file `reportFile`, what it would add to what there is. */
export function pipPlanArguments(reportFile: string, packages: readonly PackageNeed[]): string[] {
  return ['-m', 'pip', 'install', '--dry-run', '--report', reportFile, ...packages.map(pipSpecifier)];
}

/** Arguments that install exactly that into a folder, and touch nothing else. */
export function pipInstallArguments(target: string, specifiers: readonly string[], isExact: boolean): string[] {
  return ['-m', 'pip', 'install', '--target', target, '--upgrade', ...(isExact ? ['--no-deps'] : []), ...specifiers];
}

/** What pip would add, each in its version; of what comes from an address, as it was asked for. Undefined for no report of pip. */
export function pipPlan(text: string, packages: readonly PackageNeed[]): string[] | undefined {
  let parsed;
  try {
    parsed = report.safeParse(JSON.parse(text));
  } catch {
    return undefined;
  }
  return parsed.data?.install.map(({ is_direct: isDirect, metadata: { name, version } }) => {
    const asked = packages.find(
      (need) => normalPackageName(need.name.replace(/\[.*$/u, '')) === normalPackageName(name),
    );
    return isDirect === true && asked ? pipSpecifier(asked) : `${name}==${version}`;
  });
}
