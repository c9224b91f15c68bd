import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { AppError } from '../errors.ts';
import { containerPaths } from '../aws/container.ts';
import { isJobBase } from '../jobs/jobName.ts';
import { issueTexts } from './issueTexts.ts';
import { isS3Uri } from '../storage/s3Uri.ts';

const text = z.string().check(z.minLength(1));
const within = (least: number, most: number): z.ZodMiniNumber<number> =>
  z.number().check(
    z.refine((value) => Number.isInteger(value) && value >= least && value <= most, {
      error: () => l10n.t('must be a whole number from {0} to {1}', least, most),
    }),
  );

/** As SageMaker has it: at most 256 characters, on one line. Numbers and booleans of a JSON file are taken as their text. */
const argument = z.pipe(
  z.union([z.string(), z.number(), z.boolean()]),
  z.pipe(
    z.transform(String),
    z.string().check(
      z.refine((value) => value.length <= 256, {
        error: () => l10n.t('is longer than the 256 characters that SageMaker allows'),
      }),
      z.refine((value) => !/[\n\r]/u.test(value), {
        error: () => l10n.t('holds a line break, which SageMaker does not allow'),
      }),
    ),
  ),
);

const containerPath = text.check(
  z.refine((path) => path.startsWith(`${containerPaths.processing}/`), {
    error: () => l10n.t('must be below {0}/', containerPaths.processing),
  }),
);
const name = z
  .string()
  .check(
    z.refine((value) => /^[\w-]{1,63}$/u.test(value), { error: () => l10n.t('must be of letters, digits, - and _') }),
  );

/** A path or URI alone stands for an input without further members. */
const input = z.union([
  z.pipe(
    text,
    z.transform((source) => ({ source })),
  ),
  z.strictObject({ name: z.optional(name), source: text, destination: z.optional(containerPath) }),
]);
const s3Destination = text.check(
  z.refine((uri) => isS3Uri(uri), { error: () => l10n.t('must be an S3 URI such as s3://bucket/folder') }),
);
/** A path of the job alone stands for an output of that folder; an S3 URI alone for a place of what the run writes. */
const output = z.union([
  z.pipe(
    text,
    z.transform((place) =>
      isS3Uri(place) ? { source: containerPaths.output, destination: place } : { source: place },
    ),
  ),
  z.strictObject({
    name: z.optional(name),
    source: z._default(containerPath, containerPaths.output),
    destination: z.optional(s3Destination),
    continuous: z.optional(z.boolean()),
  }),
]);

const options = {
  code: z.optional(text),
  arguments: z.optional(z.array(argument).check(z.maxLength(100))),
  job: z.optional(
    z.string().check(
      z.refine((value) => isJobBase(value), {
        error: () => l10n.t('must be of letters, digits and -, and begin and end with a letter or digit'),
      }),
    ),
  ),
  image: z.optional(text),
  instanceType: z.optional(
    z.string().check(
      z.refine((value) => /^ml\.[a-z0-9-]+\.[a-z0-9-]+$/u.test(value), {
        error: () => l10n.t('must be an instance type such as ml.m5.xlarge'),
      }),
    ),
  ),
  instanceCount: z.optional(within(1, 100)),
  volumeSize: z.optional(within(1, 16_384)),
  maxRuntime: z.optional(within(1, 777_600)),
  environment: z.optional(
    z.record(
      z.string().check(
        z.refine((key) => /^[a-z_]\w{0,255}$/iu.test(key), {
          error: () => l10n.t('must be of letters, digits and _'),
        }),
      ),
      z.string().check(
        z.refine((value) => value.length <= 256, {
          error: () => l10n.t('is longer than the 256 characters that SageMaker allows'),
        }),
      ),
    ),
  ),
  inputs: z.optional(z.array(input)),
  outputs: z.optional(z.array(output)),
  networkIsolation: z.optional(z.boolean()),
  tags: z.optional(z.record(text, z.string())),
};

const run = z.strictObject({ ...options, script: text });
const defaults = z.strictObject(options);

/** Options of a run as somebody wrote them: members may be missing, paths may be relative. */
export type WrittenOptions = Present<z.infer<typeof defaults>>;
export type WrittenRun = Present<z.infer<typeof run>>;
type Present<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** The run that a task describes. `InvalidArgument` names every member that is wrong. */
export function parseRun(value: unknown): WrittenRun {
  const result = run.safeParse(value);
  if (!result.success) throw invalid(l10n.t('The sagemaker task cannot run.'), result.error.issues);
  return present(result.data);
}

/** The user's default options of a run. */
export function parseRunOptions(value: unknown): WrittenOptions {
  const result = defaults.safeParse(value);
  if (!result.success)
    throw invalid(l10n.t('The default run options in the settings cannot be used.'), result.error.issues);
  return present(result.data);
}

function invalid(heading: string, issues: readonly z.core.$ZodIssue[]): AppError {
  const problems = issues.flatMap((issue) => issueTexts(issue));
  return new AppError('InvalidArgument', `${heading} ${problems.join('; ')}.`, { action: 'runWithOptions' });
}

/** Without members that are there but undefined. */
export function present<T extends object>(value: T): Present<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Present<T>;
}
