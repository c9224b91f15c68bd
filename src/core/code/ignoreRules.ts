import ignore, { type Ignore } from 'ignore';
import { pathBelow } from '../paths.ts';

/** Never part of a run's code: tools' own folders, libraries of this machine, and what R and Python leave behind. */
export const alwaysIgnored = [
  '.git',
  '.hg',
  '.svn',
  '.Rproj.user',
  '.Rhistory',
  'renv/library',
  'renv/staging',
  'packrat/lib*',
  'node_modules',
  '__pycache__',
  '.venv',
  'venv',
  '.tox',
  '.ipynb_checkpoints',
  '.mypy_cache',
  '.pytest_cache',
  '.ruff_cache',
  '.DS_Store',
] as const;

/** Files of rules that are read in every folder; a rule of the later one outweighs the earlier's. */
export const ruleFiles = ['.gitignore', '.sagemakerignore'] as const;

/** What decided that a path stays behind. */
export type IgnoredBy = 'default' | 'rules';

/** The rules that hold in one folder: its own and those of the folders above, nearest first. */
export interface IgnoreRules {
  /** `path` is below the outermost folder, with `/`; a folder's path ends in `/`. */
  ignores(path: string): IgnoredBy | undefined;
  /** The rules for a folder below (or the outermost, ''), given the texts of its rule files in the order of `ruleFiles`. */
  below(folder: string, texts: readonly string[]): IgnoreRules;
}

const defaults = ignore().add([...alwaysIgnored]);

interface Scope {
  /** Where the rules stand: below the outermost folder. */
  readonly folder: string;
  readonly rules: Ignore;
  /** The outermost folder's own path, with a `/` at its end, below where the rules stand; only for rules above it. */
  readonly prefix?: string;
}

/** Rules that stand above the outermost folder. */
export interface OuterRules {
  /** Of the outermost folder below the one where they stand; ends in `/`. */
  readonly prefix: string;
  readonly texts: readonly string[];
}

function parse(texts: readonly string[]): Ignore {
  const rules = ignore();
  for (const text of texts) rules.add(text);
  return rules;
}

function rulesOf(scopes: readonly Scope[]): IgnoreRules {
  return {
    ignores(path) {
      for (const { folder, rules, prefix = '' } of scopes) {
        const relative = folder === '' ? prefix + path : pathBelow(folder, path);
        if (relative === undefined) continue;
        const verdict = rules.test(relative);
        if (verdict.ignored) return 'rules';
        if (verdict.unignored) return undefined;
      }
      return defaults.ignores(path) ? 'default' : undefined;
    },
    below: (folder, texts) =>
      texts.length === 0 ? rulesOf(scopes) : rulesOf([{ folder, rules: parse(texts) }, ...scopes]),
  };
}

/**
 * What holds above the outermost folder: what is always ignored, and the rules of the folders above, nearest first. A rule that leaves out
 * the outermost folder itself does not count: whoever runs a script in it wants what is beside the script.
 */
export function rulesAbove(outer: readonly OuterRules[]): IgnoreRules {
  const scopes = outer.map(({ prefix, texts }) => ({ folder: '', prefix, rules: parse(texts) }));
  return rulesOf(scopes.filter(({ prefix, rules }) => !rules.ignores(prefix)));
}
