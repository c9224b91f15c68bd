import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { AppError } from '../errors.ts';
import { parentOf, resolvePath } from '../paths.ts';
import { issueTexts } from '../runs/issueTexts.ts';
import { present } from '../runs/runSchema.ts';
import type { ImageSpec } from './imageSpec.ts';
import { isImageTag, isRepositoryName } from './repositoryName.ts';

const text = z.string().check(z.minLength(1));
const written = z.strictObject({
  dockerfile: text,
  context: z.optional(text),
  repository: z.optional(
    z.string().check(
      z.refine(isRepositoryName, {
        error: () => l10n.t('must be lowercase letters and digits, parted by . _ - or /'),
      }),
    ),
  ),
  tags: z.optional(
    z
      .array(
        z
          .string()
          .check(z.refine(isImageTag, { error: () => l10n.t('must be letters, digits, and . _ - after the first') })),
      )
      .check(z.minLength(1)),
  ),
  buildArguments: z.optional(z.record(z.string(), z.string())),
  target: z.optional(text),
  platform: z.optional(
    z
      .string()
      .check(z.regex(/^[a-z0-9]+\/[a-z0-9_]+(?:\/v\d+)?$/u, { error: () => l10n.t('must be like linux/amd64') })),
  ),
  push: z.optional(z.boolean()),
  language: z.optional(z.enum(['r', 'python'], { error: () => l10n.t('must be one of {0}', 'r, python') })),
});

/** Members of a task of type `sagemaker` and kind `image`, without these two. */
export type WrittenImage = z.infer<typeof written>;

export interface ImageTaskContext {
  /** Relative paths are below it. Absolute. */
  readonly workspaceFolder: string | undefined;
  /** Build arguments of the user's settings; the task's own win. */
  readonly buildArguments: Readonly<Record<string, string>>;
  readonly buildOptions: readonly string[];
}

/**
 * An image to build from a task's definition, its variables replaced already. What is unknown or wrong in it is an `InvalidArgument` that
 * names each member.
 */
export function parseImageTask(definition: unknown, context: ImageTaskContext): ImageSpec {
  const parsed = written.safeParse(definition);
  if (!parsed.success) {
    const problems = parsed.error.issues.flatMap((issue) => issueTexts(issue));
    throw new AppError('InvalidArgument', l10n.t('This image cannot be built: {0}.', problems.join('; ')));
  }
  const { dockerfile, buildArguments, push = true, context: folder, ...rest } = parsed.data;
  const resolve = (path: string): string => resolvePath(context.workspaceFolder ?? '/', path);
  const file = resolve(dockerfile);
  return {
    ...present(rest),
    dockerfile: file,
    context: folder === undefined ? parentOf(file) : resolve(folder),
    buildArguments: { ...context.buildArguments, ...buildArguments },
    push,
    options: context.buildOptions,
  };
}

/** What is wrong with one member, as somebody typed it; undefined when nothing is. */
export function imageMemberProblem(member: keyof WrittenImage, value: unknown): string | undefined {
  const parsed = written.shape[member].safeParse(value);
  return parsed.success ? undefined : parsed.error.issues.flatMap((issue) => issueTexts({ ...issue, path: [] }))[0];
}
