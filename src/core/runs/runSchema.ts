import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { AppError } from '../errors.ts';
import { containerPaths } from '../aws/container.ts';
import { isJobBase } from '../jobs/jobName.ts';
import { runEngines } from '../jobs/engine.ts';
import { processing } from '../jobs/kinds/processing/options.ts';
import { issueTexts } from './issueTexts.ts';
import { isS3Place, isS3Uri } from '../storage/s3Uri.ts';

const { limits } = processing;
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
      z.refine((value) => value.length <= 256, { error: () => tooLong() }),
      z.refine((value) => !/[\n\r]/u.test(value), {
        error: () => l10n.t('holds a line break, which SageMaker does not allow'),
      }),
    ),
  ),
);

const isContainerPath = (path: string): boolean =>
  path.startsWith(`${containerPaths.processing}/`) && path.length > containerPaths.processing.length + 1;
const containerPath = text.check(
  z.refine(isContainerPath, { error: () => l10n.t('must be below {0}/', containerPaths.processing) }),
);
const noS3Place = (): string => l10n.t('must be an S3 URI such as s3://bucket/folder');
/** A path, or an S3 URI that is whole. */
const place = text.check(z.refine((value) => !isS3Uri(value) || isS3Place(value), { error: noS3Place }));
const name = z
  .string()
  .check(
    z.refine((value) => /^[\w-]{1,63}$/u.test(value), { error: () => l10n.t('must be of letters, digits, - and _') }),
  );

/** A path or URI alone stands for an input without further members. */
const input = z.union([
  z.pipe(
    place,
    z.transform((source) => ({ source })),
  ),
  z.strictObject({ name: z.optional(name), source: place, destination: z.optional(containerPath) }),
]);
const s3Destination = text.check(z.refine(isS3Place, { error: noS3Place }));
/** A path of the job alone stands for an output of that folder; an S3 URI alone for a place of what the run writes. */
const output = z.union([
  z.pipe(
    place.check(
      z.refine((value) => isS3Uri(value) || isContainerPath(value), {
        error: () => l10n.t('must be below {0}/, or an S3 URI', containerPaths.processing),
      }),
    ),
    z.transform((value) =>
      isS3Uri(value) ? { source: containerPaths.output, destination: value } : { source: value },
    ),
  ),
  z.strictObject({
    name: z.optional(name),
    source: z._default(containerPath, containerPaths.output),
    destination: z.optional(s3Destination),
    continuous: z.optional(z.boolean()),
  }),
]);

const tooLong = (): string => l10n.t('is longer than the 256 characters that SageMaker allows');
const shortText = z.string().check(z.refine((value) => value.length <= 256, { error: tooLong }));
const variableName = z.string().check(
  z.refine((key) => /^[a-z_]/iu.test(key), { error: () => l10n.t('must begin with a letter or _'), abort: true }),
  z.refine((key) => /^\w*$/u.test(key), { error: () => l10n.t('must be of letters, digits and _'), abort: true }),
  z.refine((key) => key.length <= 256, { error: tooLong }),
);
const atMost = (most: number): z.core.$ZodCheck<Record<string, string>> =>
  z.refine<Record<string, string>>((members) => Object.keys(members).length <= most, {
    error: () => l10n.t('must have at most {0} entries', String(most)),
  });

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_Tag.html */
const tagCharacters = z.refine<string>((value) => /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(value), {
  error: () => l10n.t('must be of letters, digits, spaces and _ . : / = + - @'),
});
const tagKey = text.check(
  z.refine((key) => !/^aws:/iu.test(key), { error: () => l10n.t('must not begin with aws:, which AWS reserves') }),
  z.refine((key) => key.length <= 128, { error: () => l10n.t('is longer than the 128 characters that AWS allows') }),
  tagCharacters,
);
const tagValue = shortText.check(tagCharacters);

const options = {
  code: z.optional(text),
  workingDirectory: z.optional(text),
  arguments: z.optional(z.array(argument).check(z.maxLength(limits.arguments))),
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
  instanceCount: z.optional(within(1, limits.instances)),
  volumeSize: z.optional(within(1, processing.largestVolume)),
  maxRuntime: z.optional(within(1, processing.longestRuntime)),
  environment: z.optional(z.record(variableName, shortText).check(atMost(limits.variables))),
  inputs: z.optional(z.array(input)),
  outputs: z.optional(z.array(output)),
  engine: z.optional(z.enum(runEngines, { error: () => l10n.t('must be one of {0}', runEngines.join(', ')) })),
  limitResources: z.optional(z.boolean()),
  networkIsolation: z.optional(z.boolean()),
  tags: z.optional(z.record(tagKey, tagValue).check(atMost(50))),
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

/** What is wrong with one option of a run, in words without its name; undefined for what a task may have. */
export function optionProblem(member: keyof WrittenOptions, value: unknown): string | undefined {
  const issues = defaults.safeParse({ [member]: value }).error?.issues ?? [];
  const texts = issues.flatMap((issue) => issueTexts(issue.path.length === 1 ? { ...issue, path: [] } : issue));
  return texts.length === 0 ? undefined : texts.join('; ');
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
