import type { PackageNeed } from './needs.ts';
import { normalPackageName } from './python/packageName.ts';

/** Packages that bring the module of another: whoever lists one of them does not want the other. */
const stands: Readonly<Record<string, readonly string[]>> = {
  'opencv-python-headless': ['opencv-python', 'opencv-contrib-python', 'opencv-contrib-python-headless'],
  'psycopg2-binary': ['psycopg2'],
  pycryptodome: ['pycrypto'],
  'faiss-cpu': ['faiss-gpu'],
  'kafka-python': ['kafka-python-ng'],
};

/** Whether what is listed gives what is used. Extras do not count, nor how PyPI's names are spelled. */
export function samePackage(listed: PackageNeed, used: PackageNeed): boolean {
  const [given, wanted] = [bare(listed.name), bare(used.name)];
  if (given === wanted) return true;
  if (used.module !== undefined && given === normalPackageName(used.module)) return true;
  return Object.hasOwn(stands, wanted) && (stands[wanted]?.includes(given) ?? false);
}

/** Without extras. R's names, which may have capitals and dots, are told apart as well this way. */
function bare(name: string): string {
  return normalPackageName(name.replace(/\[.*$/u, ''));
}
