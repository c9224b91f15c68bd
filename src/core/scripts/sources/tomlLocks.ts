import * as l10n from '@vscode/l10n';
import { parse } from 'smol-toml';
import * as z from 'zod/mini';
import { errorText } from '../../errors.ts';
import type { PackageNeed } from '../needs.ts';
import { normalPackageName } from '../python/packageName.ts';
import { lowest } from './pyproject.ts';
import { unreadable, type SourceNeeds } from './source.ts';

const text = z.optional(z.string());
const edge = z.object({ name: z.string(), marker: text });
const place = z.looseObject({ git: text, url: text, editable: text, virtual: text, directory: text, path: text });
const lockedPackage = z.object({
  name: z.string(),
  version: text,
  optional: z.optional(z.boolean()),
  groups: z.optional(z.array(z.string())),
  category: text,
  marker: text,
  source: z.optional(z.union([place, z.string()])),
  dependencies: z.optional(z.union([z.array(edge), z.record(z.string(), z.unknown())])),
});
const lock = z.object({
  package: z.optional(z.array(lockedPackage)),
  packages: z.optional(z.array(lockedPackage)),
  'requires-python': text,
  metadata: z.optional(z.looseObject({ 'python-versions': text })),
});

type Locked = z.infer<typeof lockedPackage>;

/** Reads uv.lock, poetry.lock or pylock.toml: every package that the project itself needs, with its version. */
export function readTomlLock(content: string, file: string): SourceNeeds {
  let parsed;
  try {
    parsed = lock.safeParse(parse(content));
  } catch (error) {
    return unreadable(file, l10n.t('it is not TOML: {0}', errorText(error).split('\n')[0] ?? ''));
  }
  if (!parsed.success) return unreadable(file, l10n.t('its packages could not be understood'));
  const all = parsed.data.package ?? parsed.data.packages ?? [];
  const minimum = lowest(parsed.data['requires-python'] ?? parsed.data.metadata?.['python-versions']);
  const roots = all.filter(isProject);
  const wanted =
    roots.length > 0 ? reached(all, roots) : all.filter(isMain).map((item) => ({ item, marker: item.marker }));
  const local = wanted.filter(({ item }) => isLocal(item));
  const lineOf = (name: string): number =>
    content.slice(0, Math.max(0, content.indexOf(`"${name}"`))).split('\n').length;
  return {
    packages: distinct(
      wanted
        .filter((entry) => !local.includes(entry))
        .map(({ item, marker }) => needOf(item, marker, { file, line: lineOf(item.name) })),
    ),
    unresolved: local.map(({ item }) => ({
      text: item.name,
      place: { file, line: lineOf(item.name) },
      reason: l10n.t('a package from a folder or file is not copied into the image: it is left out'),
    })),
    ...(minimum !== undefined && { minimum }),
    ...(roots[0] && { own: normalPackageName(roots[0].name) }),
  };
}

/** The folder's own project, as uv.lock has it. */
function isProject({ source }: Locked): boolean {
  return typeof source === 'object' && (source.virtual === '.' || source.editable === '.');
}

/** Poetry says of each package whether only tests and the like need it. */
function isMain({ optional, groups, category }: Locked): boolean {
  return optional !== true && (groups?.includes('main') ?? (category === undefined || category === 'main'));
}

function isLocal({ source }: Locked): boolean {
  return (
    typeof source === 'object' &&
    [source.virtual, source.editable, source.directory, source.path].some((path) => path !== undefined)
  );
}

interface Reached {
  readonly item: Locked;
  readonly marker: string | undefined;
}

/** What the project needs, and what that needs; without the groups for tests and the like. */
function reached(all: readonly Locked[], roots: readonly Locked[]): Reached[] {
  const markers = new Map<string, Set<string>>();
  const queue: { item: Locked; marker: string | undefined }[] = roots.map((item) => ({ item, marker: undefined }));
  for (const { item, marker } of queue) {
    const { dependencies } = item;
    for (const next of Array.isArray(dependencies) ? dependencies : []) {
      // What is needed by something that only Windows needs is needed there only.
      const condition = next.marker ?? marker ?? '';
      const known = markers.get(next.name);
      if (known?.has(condition) === true || known?.has('') === true) continue;
      markers.set(next.name, (known ?? new Set()).add(condition));
      queue.push(
        ...all.filter(({ name }) => name === next.name).map((each) => ({ item: each, marker: condition || undefined })),
      );
    }
  }
  return [...markers].flatMap(([name, conditions]) => {
    const marker = conditions.has('') ? undefined : [...conditions].map((each) => `(${each})`).join(' or ');
    return all.filter((item) => item.name === name).map((item) => ({ item, marker }));
  });
}

function needOf(
  { name, version, source }: Locked,
  marker: string | undefined,
  at: PackageNeed['places'][number],
): PackageNeed {
  const { git, url } = typeof source === 'object' ? source : {};
  const reference = git === undefined ? url : `git+${git.replace(/\?[^#]*/u, '').replace('#', '@')}`;
  return {
    name: normalPackageName(name),
    ...(version !== undefined && { version }),
    ...(reference !== undefined && { origin: { kind: 'url', reference } }),
    ...(marker !== undefined && { marker }),
    places: [at],
  };
}

/** Of a package in several versions, each for other machines, pip takes one that fits. */
function distinct(needs: readonly PackageNeed[]): PackageNeed[] {
  return [...new Set(needs.map(({ name }) => name))].flatMap((name) => {
    const [first, ...more] = needs.filter((need) => need.name === name);
    if (!first || more.length === 0) return first ?? [];
    return { name, places: first.places, ...(first.marker !== undefined && { marker: first.marker }) };
  });
}
