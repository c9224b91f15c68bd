import type { Language } from './language.ts';
import type { Origin, PackageNeed, Place, Use } from './needs.ts';
import { packageOfModule } from './python/packageName.ts';
import { isBasePackage } from './r/basePackages.ts';
import { isBioconductor } from './r/bioconductor.ts';

interface Gathered {
  readonly name: string;
  readonly module?: string;
  origin?: Origin;
  optional: boolean;
  readonly places: Place[];
}

/** The packages that uses amount to, each once, in the order of their names. What is part of R is none. */
export function packagesOf(language: Language, uses: readonly Use[]): PackageNeed[] {
  const gathered = new Map<string, Gathered>();
  for (const use of uses) {
    if (language === 'r' && isBasePackage(use.name)) continue;
    const { name, module } = language === 'r' ? { name: use.name, module: undefined } : packageOfModule(use.name);
    const known = gathered.get(name) ?? { name, ...(module !== undefined && { module }), optional: true, places: [] };
    known.optional &&= use.optional === true;
    const origin = use.origin ?? (language === 'r' && isBioconductor(name) ? { kind: 'bioconductor' } : undefined);
    if (origin) known.origin = origin;
    if (!known.places.some(({ file, line }) => file === use.place.file && line === use.place.line))
      known.places.push(use.place);
    gathered.set(name, known);
  }
  return [...gathered.values()]
    .map(({ optional, ...need }) => ({ ...need, ...(optional && { optional }) }))
    .sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
}
