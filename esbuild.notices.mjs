// The notices of everything that is bundled or copied into dist/: made of what esbuild says it took, the lock file and the packages' own files.
import { readFile, readdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

const require = createRequire(import.meta.url);
const root = import.meta.dirname;
const rule = `\n${'='.repeat(80)}\n\n`;

/** A package's folder, as the lock file names it; nested ones too. */
const packageFolder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/;
const noticeFile = /^(licen[cs]e|copying|notice|copyrightnotice|thirdpartynotices)/i;

/**
 * The notices as one text. `metafiles` are esbuild's, `copied` further files of packages that ship; paths are relative to the project.
 * Throws when a package has neither a licence file nor a licence whose standard text is known.
 */
export async function thirdPartyNotices(metafiles, copied) {
  const { packages } = JSON.parse(await readFile(path.join(root, 'package-lock.json'), 'utf8'));
  const texts = new Map();
  for (const [folder, files] of bundled(metafiles, copied)) {
    const { version, license } = packages[folder];
    const name = folder.split('node_modules/').at(-1);
    const text = await licenceText(folder, files, license);
    texts.set(text, [...(texts.get(text) ?? []), `${name} ${version} (${license})`]);
  }
  // Packages of one project share their text to the letter: it stands once, below all of their names.
  const parts = [...texts].map(([text, names]) => `${names.join('\n')}\n\n${text}\n`);
  return ['SageMaker Runner contains the following packages.\n', ...parts].join(rule);
}

/** The folders of the packages of which something ships, sorted, with the files that do. */
function bundled(metafiles, copied) {
  const outputs = metafiles.flatMap((metafile) => Object.values(metafile.outputs));
  const inputs = outputs.flatMap(({ inputs }) => Object.entries(inputs));
  const files = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file);
  const folders = new Map();
  for (const file of [...files, ...copied].sort()) {
    const [folder] = packageFolder.exec(file) ?? [];
    if (folder !== undefined) folders.set(folder, [...(folders.get(folder) ?? []), file]);
  }
  return [...folders].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** What a package says of itself; of a font or the like, also what lies beside it. */
async function licenceText(folder, files, license) {
  const places = [folder, ...new Set(files.filter((file) => !/\.[cm]?js$/.test(file)).map(path.dirname))];
  const found = [];
  for (const place of new Set(places)) {
    const names = (await readdir(path.join(root, place))).filter((name) => noticeFile.test(name)).sort();
    for (const name of names) found.push((await readFile(path.join(root, place, name), 'utf8')).trim());
  }
  return found.length > 0 ? found.join('\n\n') : standardText(folder, license);
}

/** Some packages name their licence only: its standard text then, with whom they name as the author. */
async function standardText(folder, license) {
  const { author } = JSON.parse(await readFile(path.join(root, folder, 'package.json'), 'utf8'));
  const holder = typeof author === 'string' ? author : author?.name;
  try {
    if (holder === undefined) throw new Error('it names no author');
    const { licenseText } = require(`spdx-license-list/licenses/${license}.json`);
    const copyright = `Copyright (c) ${holder}`;
    const text = licenseText.replace(/Copyright (\(c\) )?<year> <copyright holders>/, copyright).trim();
    return text.includes(copyright) ? text : `${copyright}\n\n${text}`;
  } catch (cause) {
    throw new Error(`${folder} has no licence file, and ${license} cannot stand in for it`, { cause });
  }
}
