import type { Origin } from '../needs.ts';
import { argument, callOf, type RCall } from './call.ts';
import { isKnown } from '../holes.ts';
import type { Program } from './program.ts';
import type { Values } from './values.ts';

const installers =
  'install_github p_load_gh p_load_current_gh p_install_gh pak pkg_install install biocLite install_git install_gitlab install_url'.split(
    ' ',
  );

/** Where packages come from, by the installations that the script itself does. */
export function originsIn(program: Program, values: Values): ReadonlyMap<string, Origin> {
  const calls = installers.flatMap((name) => program.calls.get(name) ?? []).flatMap((node) => callOf(node) ?? []);
  return new Map(calls.flatMap((call) => originsOf(call, values)));
}

function originsOf(call: RCall, values: Values): [string, Origin][] {
  const { name, namespace, args } = call;
  const first = (parameter: string): string[] => {
    const value = argument(call, parameter, 0);
    return value ? values.of(value).filter(isKnown) : [];
  };
  if (name === 'install_github') return first('repo').map(github);
  if (name.endsWith('_gh')) return args.flatMap(({ value }) => values.of(value).filter(isKnown)).map(github);
  if (
    (namespace === 'pak' && (name === 'pak' || name === 'pkg_install')) ||
    (namespace === 'renv' && name === 'install')
  )
    return first(name === 'install' ? 'packages' : 'pkg').flatMap(anyReference);
  if ((namespace === 'BiocManager' && name === 'install') || name === 'biocLite')
    return first('pkgs').flatMap((item) =>
      item.includes('/') ? [github(item)] : [[item, { kind: 'bioconductor' }] as [string, Origin]],
    );
  if (name === 'install_git' || name === 'install_gitlab' || name === 'install_url')
    return first(name === 'install_gitlab' ? 'repo' : 'url').map((url) => [
      repositoryName(url),
      { kind: 'url', reference: name === 'install_gitlab' ? `https://gitlab.com/${url}` : url },
    ]);
  return [];
}

function anyReference(reference: string): [string, Origin][] {
  if (reference.startsWith('bioc::')) return [[reference.slice(6), { kind: 'bioconductor' }]];
  return reference.includes('/') ? [github(reference.replace(/^github::/u, ''))] : [];
}

function github(reference: string): [string, Origin] {
  const [, alias, rest] = /^(?:(\w+)=)?(.*)$/u.exec(reference) ?? [];
  return [alias ?? repositoryName(rest ?? reference), { kind: 'github', reference: rest ?? reference }];
}

/** `pkg` of `owner/pkg@ref`, `owner/pkg/folder`, `https://host/owner/pkg.git`. */
function repositoryName(reference: string): string {
  const path = reference.replace(/[@#].*$/u, '').replace(/\.git$/u, '');
  if (/^[\w.-]+\/[\w.-]+\/.+/u.test(path) && !path.includes('://')) return path.split('/').at(-1) ?? path;
  return path.replace(/^.*\//u, '');
}
