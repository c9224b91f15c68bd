import type { Origin, PackageNeed } from '../needs.ts';
import { isBasePackage } from '../r/basePackages.ts';
import type { SourceNeeds } from './source.ts';

/** Reads the DESCRIPTION of an R package or of a project that keeps its dependencies like one. */
export function readDescription(text: string, file: string): SourceNeeds {
  const fields = fieldsIn(text);
  const remotes = new Map(listOf(fields.get('Remotes')?.text).map(remoteOf));
  const bioconductor = fields.has('biocViews');
  let minimum: string | undefined;
  const packages: PackageNeed[] = [];
  for (const field of ['Depends', 'Imports', 'LinkingTo']) {
    const { text: list, line } = fields.get(field) ?? { text: '', line: 1 };
    for (const item of listOf(list)) {
      const [, name = '', constraint] = /^([\w.]+)\s*(?:\(([^)]*)\))?/u.exec(item) ?? [];
      if (name === 'R') minimum = constraint?.replace(/^\D+/u, '').trim();
      if (name === '' || name === 'R' || isBasePackage(name) || packages.some((known) => known.name === name)) continue;
      const origin = remotes.get(name);
      packages.push({
        name,
        ...(constraint !== undefined && { constraint: constraint.replaceAll(/\s/gu, '') }),
        ...(origin && { origin }),
        places: [{ file, line }],
      });
    }
  }
  const own = fields.get('Package')?.text;
  return {
    packages: bioconductor ? packages.map(orBioconductor) : packages,
    unresolved: [],
    ...(minimum !== undefined && { minimum }),
    ...(own !== undefined && { own }),
  };
}

/** Fields of a Debian control file: a name at the start of a line, its value going on in indented lines. */
function fieldsIn(text: string): Map<string, { readonly text: string; readonly line: number }> {
  const fields = new Map<string, { text: string; line: number }>();
  let current: { text: string; line: number } | undefined;
  for (const [index, line] of text.split(/\r?\n/u).entries()) {
    const [, name, value = ''] = /^([\w@/-]+):\s*(.*)$/u.exec(line) ?? [];
    if (name !== undefined) {
      current = { text: value.trim(), line: index + 1 };
      fields.set(name, current);
    } else if (current && /^\s+\S/u.test(line)) current.text += ` ${line.trim()}`;
  }
  return fields;
}

function listOf(text = ''): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** `owner/pkg@ref`, `github::owner/pkg`, `bioc::release/pkg`, `url::https://…`, `pkg=owner/other`. */
function remoteOf(remote: string): [string, Origin] {
  const [, alias, type = 'github', rest = ''] = /^(?:([\w.]+)=)?(?:(\w+)::)?(.*)$/u.exec(remote) ?? [];
  const name =
    alias ??
    rest
      .replace(/[@#].*$/u, '')
      .replace(/\.git$/u, '')
      .replace(/^.*\//u, '');
  if (type === 'bioc') return [name, { kind: 'bioconductor' }];
  if (type === 'github') return [name, { kind: 'github', reference: rest }];
  return [name, { kind: 'url', reference: type === 'gitlab' ? `https://gitlab.com/${rest}` : rest }];
}

/** In a package of Bioconductor, BiocManager installs everything: it knows CRAN too. */
function orBioconductor(need: PackageNeed): PackageNeed {
  return need.origin ? need : { ...need, origin: { kind: 'bioconductor' } };
}
