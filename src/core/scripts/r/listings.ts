import type { CodeNode } from '../codeTree.ts';
import { listingHole } from '../holes.ts';
import { isTrue, matched, unescaped, type RCall } from './call.ts';

/** Files of a folder that a script asks for. */
export interface Listing {
  /** Folders, each as the script writes it. */
  readonly folders: readonly string[];
  /** Which names; undefined for those of R. */
  readonly names: RegExp | undefined;
  readonly isRecursive: boolean;
}

const parameters: Readonly<Record<string, readonly string[]>> = {
  'list.files': 'path pattern all.files full.names recursive'.split(' '),
  dir: 'path pattern all.files full.names recursive'.split(' '),
  dir_ls: 'path all recurse type glob regexp'.split(' '),
  'Sys.glob': ['paths'],
};

/** The listings of a script, each of which stands for its files by a hole in a text. */
export class Listings {
  readonly all: Listing[] = [];
  readonly #textsOf: (node: CodeNode) => string[];

  constructor(textsOf: (node: CodeNode) => string[]) {
    this.#textsOf = textsOf;
  }

  /** What a call that lists files gives; undefined for any other. */
  of({ name, args }: RCall): string[] | undefined {
    const known = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (!known) return undefined;
    const { byName } = matched(args, known);
    const path = byName.get(known[0] ?? '');
    const folders = path ? this.#textsOf(path) : ['.'];
    if (name === 'Sys.glob') return folders.map((glob) => this.#glob(glob));
    const [pattern, glob] = [byName.get('pattern') ?? byName.get('regexp'), byName.get('glob')];
    const names = glob ? globbed(unescaped(glob) ?? '*') : pattern && regular(unescaped(pattern));
    const isRecursive = isTrue(byName.get('recursive')) || isTrue(byName.get('recurse'));
    const hole = this.add({ folders, names, isRecursive });
    const isFull = name === 'dir_ls' || isTrue(byName.get('full.names'));
    return isFull ? folders.map((folder) => `${folder}/${hole}`) : [hole];
  }

  /** The hole that stands for the files of a listing. */
  add(listing: Listing): string {
    return listingHole(this.all.push(listing) - 1);
  }

  #glob(glob: string): string {
    const folder = glob.includes('/') ? glob.slice(0, glob.lastIndexOf('/')) : '.';
    const names = globbed(glob.slice(glob.lastIndexOf('/') + 1));
    return `${folder}/${this.add({ folders: [folder], names, isRecursive: false })}`;
  }
}

function globbed(glob: string): RegExp | undefined {
  const name = glob.slice(glob.lastIndexOf('/') + 1);
  const escaped = name.replaceAll(/[.+^${}()|[\]\\]/gu, String.raw`\$&`);
  return new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`, 'iu');
}

/** R's pattern as JavaScript's; undefined for one that means something else there. */
function regular(pattern: string | undefined): RegExp | undefined {
  const plain = pattern
    ?.replaceAll('[[:digit:]]', String.raw`\d`)
    .replaceAll('[[:alnum:]]', '[A-Za-z0-9]')
    .replaceAll('[[:alpha:]]', '[A-Za-z]');
  try {
    return plain === undefined || plain.includes('[:') ? undefined : new RegExp(plain, 'u');
  } catch {
    return undefined;
  }
}
