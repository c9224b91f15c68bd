import { walk, type CodeNode } from '../codeTree.ts';
import type { Origin } from '../needs.ts';
import { argument, callOf, type RCall } from './call.ts';
import type { Literals } from './literals.ts';

const githubInstallers = new Set(['install_github', 'p_load_gh', 'p_install_gh']);

/** Where packages come from, by the installations that the script itself does. */
export function originsIn(root: CodeNode, literals: Literals): ReadonlyMap<string, Origin> {
  const origins = new Map<string, Origin>();
  walk(root, (node) => {
    const call = callOf(node);
    for (const [name, origin] of call ? originsOf(call, literals) : []) origins.set(name, origin);
    return undefined;
  });
  return origins;
}

function originsOf(call: RCall, literals: Literals): [string, Origin][] {
  const { name, namespace, args } = call;
  const first = (parameter: string): string[] => {
    const value = argument(call, parameter, 0);
    return (value && literals.of(value)) ?? [];
  };
  if (name === 'install_github') return first('repo').map(github);
  if (githubInstallers.has(name)) return args.flatMap(({ value }) => literals.of(value) ?? []).map(github);
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
