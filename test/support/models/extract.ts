// Writes the parts of AWS's service models that Local serves. Give the folder of the models: one file SERVICE.json each, as
// botocore (the newest is best) has them in botocore/data/SERVICE/VERSION/service-2.json, with what they are from in a member `source`.
//
//     node test/support/models/extract.ts MODELS
//
// Beside the operations: what requests are, and the members of errors. Here: what answers are, for the tests.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import * as z from 'zod';

const served: Readonly<Record<string, readonly string[]>> = {
  ecr: [
    ...['BatchDeleteImage', 'BatchGetImage', 'CreateRepository', 'DeleteRepository', 'DescribeImages'],
    ...[
      'DescribeImageScanFindings',
      'DescribeRepositories',
      'GetAuthorizationToken',
      'ListImages',
      'ListTagsForResource',
    ],
    ...['PutImageScanningConfiguration', 'PutImageTagMutability', 'TagResource', 'UntagResource'],
  ],
  logs: [
    ...[
      'CreateLogGroup',
      'CreateLogStream',
      'DescribeLogGroups',
      'DescribeLogStreams',
      'FilterLogEvents',
      'GetLogEvents',
    ],
    ...['PutLogEvents', 'DeleteLogGroup', 'DeleteLogStream', 'PutRetentionPolicy', 'DeleteRetentionPolicy'],
    ...['TagResource', 'UntagResource', 'ListTagsForResource', 'TagLogGroup', 'UntagLogGroup', 'ListTagsLogGroup'],
  ],
  sagemaker: [
    ...['AddTags', 'CreateProcessingJob', 'DeleteTags', 'DescribeProcessingJob', 'ListProcessingJobs', 'ListTags'],
    'StopProcessingJob',
  ],
  sts: ['AssumeRole', 'GetCallerIdentity', 'GetSessionToken'],
  iam: ['CreateRole', 'GetRole', 'ListRoles'],
};

/** A shape's name, alone or with where a value stands in a request. */
const reference = z.union([z.string(), z.object({ shape: z.string() }).transform(({ shape }) => shape)]);
const operation = z.object({
  input: reference.nullish(),
  output: reference.nullish(),
  errors: z.array(reference).default([]),
});
const shape = z.object({
  type: z.string(),
  required: z.array(z.string()).optional(),
  members: z.record(z.string(), reference).optional(),
  member: reference.optional(),
  key: reference.optional(),
  value: reference.optional(),
  enum: z.array(z.string()).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  pattern: z.string().optional(),
  exception: z.boolean().optional(),
  error: z.object({ code: z.string().optional(), httpStatusCode: z.number().optional() }).optional(),
});
const model = z.object({
  source: z.string(),
  metadata: z.object({ protocol: z.string(), targetPrefix: z.string().optional() }),
  operations: z.record(z.string(), operation),
  shapes: z.record(z.string(), shape),
});
type Model = z.infer<typeof model>;

/** Patterns that a text can keep busy for ever, as others that say the same. */
const tamed: Readonly<Record<string, string>> = {
  '.*(?:[ \\r\\n\\t].*)*': '[^\\u0085\\u2028\\u2029]*',
  '^[ \\t]*[\\x20-\\x7E]+([ \\t]+[\\x20-\\x7E]+)*[ \\t]*$': '[ \\t]*[\\x20-\\x7E][\\t\\x20-\\x7E]*',
};

/** The shapes of these names, and those that they are made of, each on a line. */
function shapesOf({ shapes }: Model, names: readonly string[]): Record<string, object> {
  const found = new Map<string, object>();
  const visit = (name: string): void => {
    if (found.has(name)) return;
    const { pattern, ...rest } = shape.parse(shapes[name]);
    found.set(name, {
      ...rest,
      exception: undefined,
      ...(pattern !== undefined && { pattern: tamed[pattern] ?? pattern }),
    });
    const { members = {}, member = [], key = [], value = [] } = rest;
    for (const inner of [Object.values(members), member, key, value].flat()) visit(inner);
  };
  names.forEach(visit);
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A JSON object of objects, one of these on a line. */
function lines(entries: Readonly<Record<string, object>>): string {
  return `{\n${Object.entries(entries)
    .map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`)
    .join(',\n')}\n}`;
}

async function write(file: string, { source }: Model, more: Readonly<Record<string, string>>): Promise<void> {
  const members = Object.entries(more).map(([name, text]) => `"${name}": ${text}`);
  await writeFile(file, `{\n"source": ${JSON.stringify(source)},\n${members.join(',\n')}\n}\n`);
}

const [folder = '.'] = process.argv.slice(2);
const root = path.resolve(import.meta.dirname, '../../..');
for (const [service, names] of Object.entries(served)) {
  const whole = model.parse(JSON.parse(await readFile(path.join(folder, `${service}.json`), 'utf8')));
  const operations = names.map((name) => {
    const { input, output, errors } = operation.parse(whole.operations[name]);
    return { name, input: input ?? 'NoInput', output: output ?? null, errors };
  });
  whole.shapes['NoInput'] ??= { type: 'structure', members: {} };
  const errors = operations.flatMap((each) => each.errors);
  const inputs = operations.map(({ input }) => input);
  await write(path.join(root, 'src/local/operations', service, 'model.json'), whole, {
    operations: lines(Object.fromEntries(operations.map(({ name, input, errors }) => [name, { input, errors }]))),
    shapes: lines(shapesOf(whole, [...inputs, ...errors])),
  });
  const outputs = operations.flatMap(({ output }) => output ?? []);
  await write(path.join(root, 'test/support/models', `${service}.json`), whole, {
    metadata: JSON.stringify(whole.metadata),
    operations: lines(Object.fromEntries(operations.map(({ name, output, errors }) => [name, { output, errors }]))),
    shapes: lines(shapesOf(whole, [...outputs, ...errors])),
  });
}
