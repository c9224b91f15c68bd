import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';
import { root } from './context.ts';
import type { Figure } from './figure.ts';

const folder = path.join(root, 'test', 'bench', 'results');

const keptFile = z.object({
  version: z.string(),
  date: z.string(),
  machine: z.record(z.string(), z.unknown()),
  figures: z.array(
    z.looseObject({
      what: z.string(),
      unit: z.string(),
      median: z.number(),
      ratio: z.number().optional(),
      pace: z.number().optional(),
    }),
  ),
});

/** The figures of a release, as they are in the repository. */
export type Kept = z.infer<typeof keptFile>;

/** Those that were kept last, whatever the release; undefined when none were. */
export async function lastKept(): Promise<Kept | undefined> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.json'));
  const all = await Promise.all(names.map((name) => read(path.join(folder, name))));
  return all.sort((a, b) => a.date.localeCompare(b.date)).at(-1);
}

/** Keeps the figures as those of the release that package.json names; of figures that were not measured now, its former ones stay. */
export async function keep(figures: readonly Figure[], machine: Record<string, unknown>): Promise<string> {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')));
  const file = path.join(folder, `${version}.json`);
  const before = (await read(file).catch(() => undefined))?.figures ?? [];
  const others = before.filter(({ what }) => !figures.some((figure) => figure.what === what));
  await mkdir(folder, { recursive: true });
  const kept = { version, date: new Date().toISOString(), machine, figures: [...others, ...figures] };
  await writeFile(file, `${JSON.stringify(kept, undefined, 2)}\n`);
  return file;
}

const read = async (file: string): Promise<Kept> => keptFile.parse(JSON.parse(await readFile(file, 'utf8')));

/**
 * How a figure changed, as a factor: what is compared is its multiple of the yardstick; of a time without one its multiple of the machine's
 * pace; sizes as they are. Undefined when the other one is not known.
 */
export function trend(figure: Figure, kept: Kept | undefined): number | undefined {
  const before = kept?.figures.find(({ what }) => what === figure.what);
  if (before?.unit !== figure.unit) return undefined;
  const now = comparable(figure);
  const then = comparable(before);
  return now === undefined || then === undefined || then === 0 ? undefined : now / then;
}

function comparable({
  unit,
  median,
  ratio,
  pace,
}: Pick<Kept['figures'][number], 'unit' | 'median' | 'ratio' | 'pace'>) {
  if (ratio !== undefined) return ratio;
  if (unit === 'MB' || unit === 'kB') return median;
  return pace === undefined ? undefined : median / pace;
}
