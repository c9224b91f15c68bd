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
  readonly folder: string;
  readonly rules: Ignore;
}

function parse(texts: readonly string[]): Ignore {
  const rules = ignore();
  for (const text of texts) rules.add(text);
  return rules;
}

function rulesOf(scopes: readonly Scope[]): IgnoreRules {
  return {
    ignores(path) {
      for (const { folder, rules } of scopes) {
        const relative = folder === '' ? path : pathBelow(folder, path);
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

/** What holds above the outermost folder: only what is always ignored. */
export const noRules: IgnoreRules = rulesOf([]);
