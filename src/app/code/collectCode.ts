import * as l10n from '@vscode/l10n';
import { ruleFiles, rulesAbove, type IgnoreRules, type OuterRules } from '../../core/code/ignoreRules.ts';
import { CodeTooLarge, type SizedFile } from '../../core/code/sizeLimit.ts';
import { AppError, errorText } from '../../core/errors.ts';
import { joinPath, parentOf, pathBelow } from '../../core/paths.ts';
import type { FileEntry, Files } from '../../core/ports/files.ts';

export interface CollectedFile extends SizedFile {
  /** Absolute path to read it from. */
  readonly file: string;
}

export interface CollectedCode {
  readonly files: readonly CollectedFile[];
  /** Paths below the folder that the user's own rules left out. */
  readonly ignored: readonly string[];
  /** Links that point to nothing; they are left out. */
  readonly brokenLinks: readonly string[];
}

export interface CollectOptions {
  readonly files: Files;
  /** Absolute. */
  readonly folder: string;
  /**
   * `code`: ignore rules hold, links must stay inside, and the folder must look like a script's own. `data`: everything in the folder,
   * links followed.
   */
  readonly content: 'code' | 'data';
  /** Bytes; may be infinite. */
  readonly sizeLimit: number;
  /** Paths below the folder that go whatever the rules say: the script. */
  readonly required?: readonly string[];
  readonly signal?: AbortSignal;
}

/** Looking further would take long and help nobody: such a folder is not a script's own. */
const maximumCodeFiles = 20_000;

/**
 * The files of a folder that a run uploads. For code, rules of .gitignore and .sagemakerignore are honoured in every folder, from the
 * Git repository's own downwards; without one, from this one. A link to something inside of the folder is uploaded as what it points
 * to. One that leads out is refused (`CodeSymlinkEscapes`), unless a rule leaves it out: followed it would send what nobody meant to
 * send, left out in silence it would fail the script later.
 */
export async function collectCode(options: CollectOptions): Promise<CollectedCode> {
  const { files, folder, sizeLimit, required = [] } = options;
  const walk = new Walk(options, (await files.realPath(folder)) ?? folder);
  const complete = await walk.folder('', await walk.outerRules(), [walk.root]);
  const total = walk.found.reduce((sum, file) => sum + file.size, 0);
  if (!complete || total > sizeLimit) throw new CodeTooLarge(folder, walk.found, sizeLimit, complete);
  for (const path of required) await walk.require(path);
  return { files: walk.found, ignored: walk.ignored, brokenLinks: walk.brokenLinks };
}

class Walk {
  readonly found: CollectedFile[] = [];
  readonly ignored: string[] = [];
  readonly brokenLinks: string[] = [];
  readonly root: string;
  readonly #options: CollectOptions;

  constructor(options: CollectOptions, root: string) {
    this.#options = options;
    this.root = root;
  }

  async #ruleTexts(folder: string, named: readonly string[]): Promise<string[]> {
    const { content, files } = this.#options;
    if (content === 'data') return [];
    const infos = await Promise.all(named.map((name) => files.info(joinPath(folder, name))));
    const present = named.filter((_name, index) => infos[index]?.kind === 'file');
    return Promise.all(present.map((name) => files.readText(joinPath(folder, name))));
  }

  /** The rules of the folders above, up to that of the Git repository; none outside of one. */
  async outerRules(): Promise<IgnoreRules> {
    const { content, files, folder } = this.#options;
    if (content === 'data') return rulesAbove([]);
    const above: string[] = [];
    for (let at = folder; (await files.info(joinPath(at, '.git'))) === undefined; above.push(at)) {
      if (parentOf(at) === at) return rulesAbove([]);
      at = parentOf(at);
    }
    // Asked for by name: a folder above need not be readable to run what is in it.
    const outer = above.map(async (at): Promise<OuterRules> => {
      return { prefix: `${pathBelow(at, folder) ?? ''}/`, texts: await this.#ruleTexts(at, ruleFiles) };
    });
    return rulesAbove(await Promise.all(outer));
  }

  /** False when there is too much to go on. `ancestors` are the real paths of the folders above: a link to one would never end. */
  async folder(path: string, outer: IgnoreRules, ancestors: readonly string[]): Promise<boolean> {
    this.#options.signal?.throwIfAborted();
    const absolute = this.#absolute(path);
    const entries = await this.#list(absolute);
    const named = ruleFiles.filter((name) => entries.some((entry) => entry.name === name));
    const rules = outer.below(path, await this.#ruleTexts(absolute, named));
    const folders: { path: string; real: string }[] = [];
    await Promise.all(
      entries.map(async (entry) => {
        const below = joinPath(path, entry.name);
        const link = entry.kind === 'link' ? await this.#target(below, rules) : undefined;
        const kind = link === undefined ? entry.kind : link.kind;
        if (this.#leavesOut(below, kind, rules)) return;
        if (kind === 'file') await this.#add(below);
        if (kind === 'folder')
          folders.push({ path: below, real: link?.real ?? joinPath(ancestors.at(-1) ?? '', entry.name) });
      }),
    );
    this.found.sort((a, b) => (a.path < b.path ? -1 : 1));
    for (const { path: below, real } of folders.sort((a, b) => (a.path < b.path ? -1 : 1))) {
      if (ancestors.includes(real)) continue;
      if (this.#isTooMany() || !(await this.folder(below, rules, [...ancestors, real]))) return false;
    }
    return !this.#isTooMany();
  }

  async #list(folder: string): Promise<FileEntry[]> {
    try {
      return await this.#options.files.list(folder);
    } catch (error) {
      throw new AppError(
        'InvalidArgument',
        l10n.t(
          'The folder {0} cannot be read ({1}); nothing was uploaded. Change its permissions, or list it in a file .sagemakerignore.',
          folder,
          errorText(error),
        ),
        { cause: error },
      );
    }
  }

  #isTooMany(): boolean {
    return this.#options.content === 'code' && this.found.length > maximumCodeFiles;
  }

  /** Adds a file that the rules left out. */
  async require(path: string): Promise<void> {
    if (this.found.some((file) => file.path === path)) return;
    await this.#add(path);
  }

  async #add(path: string): Promise<void> {
    const file = this.#absolute(path);
    const info = await this.#options.files.info(file);
    if (info?.kind === 'file') this.found.push({ path, file, size: info.size });
  }

  #leavesOut(path: string, kind: FileEntry['kind'], rules: IgnoreRules): boolean {
    if (this.#options.content === 'data') return false;
    const by = rules.ignores(kind === 'folder' ? `${path}/` : path);
    if (by === 'rules') this.ignored.push(path);
    return by !== undefined;
  }

  async #target(path: string, rules: IgnoreRules): Promise<{ kind: FileEntry['kind']; real: string } | undefined> {
    const { files, folder, content } = this.#options;
    if (content === 'code' && (rules.ignores(path) ?? rules.ignores(`${path}/`)) !== undefined) return undefined;
    const real = await files.realPath(this.#absolute(path));
    const info = real === undefined ? undefined : await files.info(real);
    if (real === undefined || info === undefined) {
      this.brokenLinks.push(path);
      return undefined;
    }
    if (content === 'code' && real !== this.root && pathBelow(this.root, real) === undefined) {
      throw new AppError(
        'CodeSymlinkEscapes',
        l10n.t(
          '{0} in {1} is a link to {2}, outside of the folder; nothing was uploaded. Give what it points to as an input of the run, replace the link by a copy, or list it in a file .sagemakerignore.',
          path,
          folder,
          real,
        ),
        { action: 'runWithOptions' },
      );
    }
    return { kind: info.kind, real };
  }

  #absolute(path: string): string {
    return path === '' ? this.#options.folder : joinPath(this.#options.folder, path);
  }
}
