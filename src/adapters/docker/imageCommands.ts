import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { AppError } from '../../core/errors.ts';
import type { EngineDiskUsage, EngineImage } from '../../core/ports/containerEngine.ts';
import type { ProcessResult } from '../../core/ports/processRunner.ts';
import { jsonLines, type EngineCommand } from './engineCommand.ts';
import { engineLacksImage } from './engineErrors.ts';
import { fullId } from './imageListCommands.ts';

const words = z.nullish(
  z.union([
    z.array(z.string()),
    z.pipe(
      z.string(),
      z.transform((word) => [word]),
    ),
  ]),
);
/** `image inspect` of Docker and Podman, as far as it is used. */
const inspected = z.array(
  z.object({
    Id: z.string(),
    RepoTags: z.nullish(z.array(z.string())),
    RepoDigests: z.nullish(z.array(z.string())),
    Created: z.coerce.date(),
    Size: z.number(),
    Os: z.string(),
    Architecture: z.string(),
    Config: z.nullish(
      z.object({
        Entrypoint: words,
        Cmd: words,
        User: z.nullish(z.string()),
        Labels: z.nullish(z.record(z.string(), z.string())),
      }),
    ),
    RootFS: z.nullish(z.object({ Layers: z.nullish(z.array(z.string())) })),
    /** Docker only. The year 1 where it was never tagged. */
    Metadata: z.nullish(z.object({ LastTagTime: z.catch(z.optional(z.coerce.date()), undefined) })),
  }),
);

/** What the engine knows of images; fails when one of them is not there. */
export function inspectImages(engine: string, references: readonly string[]): EngineCommand<EngineImage[]> {
  return {
    args: ['image', 'inspect', ...references],
    parse: (stdout) => inspected.parse(JSON.parse(stdout)).map(toImage),
    explain: (result) => (isAbsent(result) ? engineLacksImage(engine, references.join(', ')) : undefined),
  };
}

/** Gives an image one more name. */
export function tagImage(engine: string, source: string, target: string): EngineCommand<void> {
  return {
    args: ['image', 'tag', source, target],
    parse: () => undefined,
    explain: (result) => (isAbsent(result) ? engineLacksImage(engine, source) : undefined),
  };
}

const inUse = /is being used by|is using its referenced image|image is in use|used by running container/iu;

/** Takes a name of an image away, and with the last one the image. */
export function removeImage(engine: string, reference: string): EngineCommand<void> {
  return {
    args: ['image', 'rm', reference],
    parse: () => undefined,
    explain: (result) => {
      if (isAbsent(result)) return engineLacksImage(engine, reference);
      if (/has dependent child images/iu.test(result.stderr)) {
        const message = l10n.t(
          '{0} cannot be deleted: another image was built on it. Delete that one first.',
          reference,
        );
        return new AppError('ImageInUse', message);
      }
      if (!inUse.test(result.stderr)) return undefined;
      return new AppError(
        'ImageInUse',
        l10n.t('{0} cannot be deleted: a container uses it. Wait until its job has ended, then try again.', reference),
        { action: 'retry' },
      );
    },
  };
}

/** Podman counts in bytes, the others write `211.5MB (100%)`. */
const bytes = z.union([z.number(), z.pipe(z.string(), z.transform(parseBytes))]);
const usage = z.object({ Type: z.string(), Size: bytes, Reclaimable: bytes });

/** What images and build cache take of the disk. */
export const diskUsage: EngineCommand<EngineDiskUsage> = {
  args: ['system', 'df', '--format', '{{json .}}'],
  parse: (stdout) => {
    const rows = new Map(
      jsonLines(stdout).map((line) => {
        const row = usage.parse(line);
        return [row.Type, row];
      }),
    );
    return {
      images: rows.get('Images')?.Size ?? 0,
      reclaimable: rows.get('Images')?.Reclaimable ?? 0,
      buildCache: rows.get('Build Cache')?.Size ?? 0,
    };
  },
};

const units: Readonly<Record<string, number>> = { B: 1, KB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 };

function parseBytes(text: string): number {
  const [, number = '0', unit = 'B'] = /^([0-9.]+)\s*([a-z]+)/iu.exec(text) ?? [];
  return Math.round(Number(number) * (units[unit.toUpperCase()] ?? 1));
}

function isAbsent({ stderr }: ProcessResult): boolean {
  return /no such image|image not known|no such object/iu.test(stderr);
}

function toImage({
  Id,
  RepoTags,
  RepoDigests,
  Created,
  Size,
  Os,
  Architecture,
  Config,
  RootFS,
  Metadata,
}: z.infer<typeof inspected>[number]): EngineImage {
  return {
    id: fullId(Id),
    references: RepoTags ?? [],
    digests: RepoDigests ?? [],
    created: Created,
    tagged: Metadata?.LastTagTime && Metadata.LastTagTime > Created ? Metadata.LastTagTime : undefined,
    layers: RootFS?.Layers ?? [],
    size: Size,
    platform: `${Os}/${Architecture}`,
    entrypoint: Config?.Entrypoint ?? [],
    command: Config?.Cmd ?? [],
    user: Config?.User ?? '',
    labels: Config?.Labels ?? {},
  };
}
