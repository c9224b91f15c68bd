import fs from 'node:fs/promises';
import path from 'node:path';
import { run } from '../processes.ts';

/** How this machine reaches Debian's packages and trusts who serves them: a base image made here is given the same. */
export interface MachineConfiguration {
  /** Where debootstrap takes the packages. */
  readonly mirror: string;
  /** Puts the configuration into a root folder of Debian. */
  copyInto(folder: string): Promise<void>;
}

const bundle = 'etc/ssl/certs/ca-certificates.crt';

export async function fromThisMachine(): Promise<MachineConfiguration> {
  const sources = await debianSources();
  const mirror = /^URIs:\s*(\S+)/m.exec(sources.text)?.[1] ?? /^deb\s+(?:\[[^\]]*\]\s+)?(\S+)/m.exec(sources.text)?.[1];
  return {
    mirror: mirror ?? 'http://deb.debian.org/debian',
    async copyInto(folder) {
      if (sources.file !== undefined) {
        await fs.rm(path.join(folder, 'etc/apt/sources.list'), { force: true });
        await fs.mkdir(path.join(folder, path.dirname(sources.file)), { recursive: true });
        await fs.writeFile(path.join(folder, sources.file), sources.text);
      }
      await copyTransport(folder);
      await trustAlso(folder);
    },
  };
}

/** The first file that names Debian's main archive: others may need keys that the image has not. */
async function debianSources(): Promise<{ readonly file?: string; readonly text: string }> {
  const folder = '/etc/apt/sources.list.d';
  const names = await fs.readdir(folder).catch(() => []);
  for (const file of ['/etc/apt/sources.list', ...names.sort().map((name) => path.join(folder, name))]) {
    const text = await fs.readFile(file, 'utf8').catch(() => '');
    if (/^(Suites:|deb\s).*\bbookworm\b.*$/m.test(text) && /\bmain\b/.test(text) && text.includes('debian')) {
      if (!/-bookworm\b/.test(text)) return { file, text };
    }
  }
  return { text: '' };
}

/** Proxies and checks of dates; not hooks, whose programs are not in the image. */
async function copyTransport(folder: string): Promise<void> {
  const from = '/etc/apt/apt.conf.d';
  for (const name of await fs.readdir(from).catch(() => [])) {
    const text = await fs.readFile(path.join(from, name), 'utf8');
    if (/^\s*Acquire::/m.test(text) && !/\b(DPkg|APT)::/i.test(text))
      await fs.writeFile(path.join(folder, from, name), text);
  }
}

/** Certificates that this machine trusts and Debian does not: a network that looks into its connections has its own. */
async function trustAlso(folder: string): Promise<void> {
  const own = certificates(await fs.readFile(path.join('/', bundle), 'utf8').catch(() => ''));
  const known = new Set(certificates(await fs.readFile(path.join(folder, bundle), 'utf8').catch(() => '')));
  const more = own.filter((certificate) => !known.has(certificate));
  const local = path.join(folder, 'usr/local/share/ca-certificates');
  await fs.mkdir(local, { recursive: true });
  for (const [index, certificate] of more.entries())
    await fs.writeFile(path.join(local, `this-machine-${index}.crt`), `${certificate}\n`);
  if (more.length > 0) await run('chroot', [folder, 'update-ca-certificates']);
}

const certificates = (text: string): string[] =>
  text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? [];
