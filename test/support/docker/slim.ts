import fs from 'node:fs/promises';
import path from 'node:path';

const shared = ['doc', 'man', 'locale', 'info'];

/** Makes a fresh root folder of Debian what the slim images are: no packages' archives and lists, no documentation, now or after an installation. */
export async function slim(folder: string): Promise<void> {
  for (const name of ['var/cache/apt/archives', 'var/lib/apt/lists']) await empty(path.join(folder, name));
  for (const name of shared) await empty(path.join(folder, 'usr/share', name));
  const excluded = shared.map((name) => `path-exclude /usr/share/${name}/*\n`).join('');
  await fs.mkdir(path.join(folder, 'etc/dpkg/dpkg.cfg.d'), { recursive: true });
  await fs.writeFile(path.join(folder, 'etc/dpkg/dpkg.cfg.d/slim'), excluded);
  const clean =
    'DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/*.bin || true"; };\n' +
    'Dir::Cache::pkgcache "";\nDir::Cache::srcpkgcache "";\n';
  await fs.writeFile(path.join(folder, 'etc/apt/apt.conf.d/slim'), clean);
}

async function empty(folder: string): Promise<void> {
  await fs.rm(folder, { recursive: true, force: true });
  await fs.mkdir(folder, { recursive: true });
}
