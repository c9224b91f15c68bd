// The notices of every package that ships: of what esbuild says it took, the lock file, and the packages' own files.
import type { Metafile } from 'esbuild';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';

/** A package of which something ships. */
interface Shipped {
  /** As the lock file names it; nested packages too. */
  readonly folder: string;
  /** Those of its files that ship, whole or in part; relative to the project, as esbuild gives them. */
  readonly files: readonly string[];
}

const packageFolder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/;
const noticeFile = /^(licen[cs]e|copying|notice|copyrightnotice|thirdpartynotices)/i;
const lockFile = z.object({
  packages: z.record(z.string(), z.object({ version: z.optional(z.string()), license: z.optional(z.string()) })),
});
const manifest = z.object({ author: z.optional(z.union([z.string(), z.object({ name: z.string() })])) });
const standardLicence = z.object({ licenseText: z.string() });
const rule = `\n${'='.repeat(80)}\n\n`;

/**
 * The notices as one text; `copied` are files that ship as they are. The current folder is the project's. Throws when a package has neither
 * a licence file nor a licence whose standard text is known.
 */
export async function thirdPartyNotices(metafiles: readonly Metafile[], copied: readonly string[]): Promise<string> {
  const { packages } = lockFile.parse(await readJson('package-lock.json'));
  const namesByText = new Map<string, string[]>();
  for (const shipped of shippedPackages(metafiles, copied)) {
    const { version = '', license = '' } = packages[shipped.folder] ?? {};
    const text = await licenceText(shipped, license);
    const name = shipped.folder.split('node_modules/').at(-1) ?? '';
    namesByText.set(text, [...(namesByText.get(text) ?? []), `${name} ${version} (${license})`]);
  }
  // The packages of a project have the same text to the letter: it stands once, below all of their names.
  const parts = [...namesByText].map(([text, names]) => `${names.join('\n')}\n\n${text}\n`);
  return ['SageMaker Runner contains the following packages, wholly or in part.\n', ...parts].join(rule);
}

/** The packages of which something is in an output or is copied, by their folders. */
export function shippedPackages(metafiles: readonly Metafile[], copied: readonly string[]): Shipped[] {
  const outputs = metafiles.flatMap((metafile) => Object.values(metafile.outputs));
  const inputs = outputs.flatMap((output) => Object.entries(output.inputs));
  const taken = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file);
  const files = new Map<string, string[]>();
  for (const file of [...new Set([...taken, ...copied])].sort()) {
    const folder = packageFolder.exec(file)?.[0];
    if (folder !== undefined) files.set(folder, [...(files.get(folder) ?? []), file]);
  }
  return [...files].map(([folder, of]) => ({ folder, files: of })).sort((a, b) => (a.folder < b.folder ? -1 : 1));
}

/** What a package says of itself, and what lies beside its fonts and the like: those may be somebody else's. */
async function licenceText({ folder, files }: Shipped, license: string): Promise<string> {
  const assets = files.filter((file) => !/\.[cm]?js$/.test(file)).map((file) => path.dirname(file));
  const texts: string[] = [];
  for (const place of new Set([folder, ...assets])) {
    const names = (await readdir(place)).filter((name) => noticeFile.test(name)).sort();
    for (const name of names) texts.push((await readFile(path.join(place, name), 'utf8')).trim());
  }
  return texts.length > 0 ? texts.join('\n\n') : standardText(folder, license);
}

/** Some packages only name their licence: then its standard text, with whom they name as their author. */
async function standardText(folder: string, license: string): Promise<string> {
  const { author } = manifest.parse(await readJson(path.join(folder, 'package.json')));
  const holder = typeof author === 'string' ? author : author?.name;
  const known = await readJson(`node_modules/spdx-license-list/licenses/${license}.json`).catch(() => undefined);
  if (known === undefined || holder === undefined)
    throw new Error(
      `${folder} ships without a licence text: it has no file, and says "${license}" by ${String(holder)}`,
    );
  const copyright = `Copyright (c) ${holder}`;
  const text = standardLicence.parse(known).licenseText.trim();
  const filled = text.replace('Copyright (c) <year> <copyright holders>', copyright);
  return filled === text ? `${copyright}\n\n${text}` : filled;
}

async function readJson(file: string): Promise<unknown> {
  return JSON.parse(await readFile(file, 'utf8'));
}
