import { expect, test } from 'vitest';
import { InputReader } from '../../../../src/local/protocol/model/inputReader.ts';
import { violationText } from '../../../../src/local/protocol/model/violationText.ts';
import ecr from '../../../../src/local/operations/ecr/model.json' with { type: 'json' };
import logs from '../../../../src/local/operations/logs/model.json' with { type: 'json' };
import sageMaker from '../../../../src/local/operations/sagemaker/model.json' with { type: 'json' };

const job = {
  ProcessingJobName: 'a-job',
  ProcessingResources: { ClusterConfig: { InstanceCount: 1, InstanceType: 'ml.m5.large', VolumeSizeInGB: 30 } },
  AppSpecification: { ImageUri: 'image' },
  RoleArn: 'arn:aws:iam::000000000000:role/LocalSageMaker',
};
const readers = {
  CreateProcessingJob: new InputReader(sageMaker),
  ListProcessingJobs: new InputReader(sageMaker),
  CreateLogGroup: new InputReader(logs),
  DeleteRepository: new InputReader(ecr),
  DescribeRepositories: new InputReader(ecr),
};
const read = (operation: keyof typeof readers, json: unknown) => readers[operation].read(operation, json);
const text = (json: object) => violationText(read('CreateProcessingJob', { ...job, ...json }).violations);
const one = (sentence: string) => `1 validation error detected: Value ${sentence}`;
const failed = 'failed to satisfy constraint:';

// Messages as AWS's services answered them to people who reported them.
test.each<[object, string]>([
  [{ RoleArn: undefined }, one(`null at 'roleArn' ${failed} Member must not be null`)],
  [
    { ProcessingJobName: 'has_underscore' },
    one(
      `'has_underscore' at 'processingJobName' ${failed} Member must satisfy regular expression pattern: [a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}`,
    ),
  ],
  [
    { ProcessingResources: { ClusterConfig: { ...job.ProcessingResources.ClusterConfig, InstanceCount: 0 } } },
    one(
      `'0' at 'processingResources.clusterConfig.instanceCount' ${failed} Member must have value greater than or equal to 1`,
    ),
  ],
  [
    { ProcessingInputs: [{ InputName: 'a' }, {}] },
    one(`null at 'processingInputs.2.member.inputName' ${failed} Member must not be null`),
  ],
  [
    {
      ProcessingOutputConfig: {
        Outputs: [{ OutputName: 'a', S3Output: { S3Uri: 's3://b/c', S3UploadMode: 'Never' } }],
      },
    },
    one(
      `'Never' at 'processingOutputConfig.outputs.1.member.s3Output.s3UploadMode' ${failed} Member must satisfy enum value set: [Continuous, EndOfJob]`,
    ),
  ],
  [
    { AppSpecification: { ImageUri: 'i', ContainerEntrypoint: [] } },
    one(`'[]' at 'appSpecification.containerEntrypoint' ${failed} Member must have length greater than or equal to 1`),
  ],
  [
    { AppSpecification: { ImageUri: 'i', ContainerArguments: ['fine', 'x'.repeat(257)] } },
    one(
      `'[fine, ${'x'.repeat(257)}]' at 'appSpecification.containerArguments' ${failed} Member must satisfy constraint: [Member must have length less than or equal to 256, Member must have length greater than or equal to 0, Member must not be null]`,
    ),
  ],
  [
    { Environment: { '1X': 'y' } },
    one(
      `'{1X=y}' at 'environment' ${failed} Map keys must satisfy constraint: [Member must have length less than or equal to 256, Member must have length greater than or equal to 0, Member must satisfy regular expression pattern: [a-zA-Z_][a-zA-Z0-9_]*, Member must not be null]`,
    ),
  ],
  [
    { Tags: [{ Key: '', Value: 'v' }] },
    one(`'' at 'tags.1.member.key' ${failed} Member must have length greater than or equal to 1`),
  ],
])("%j is refused in AWS's words", (request, expected) => {
  expect(text(request)).toBe(expected);
});

test('every violation is counted and told, also two of one value', () => {
  const name = `${'a'.repeat(64)}_`;
  const told = text({ ProcessingJobName: name, StoppingCondition: { MaxRuntimeInSeconds: 0 } });
  expect(told).toBe(
    `3 validation errors detected: Value '${name}' at 'processingJobName' ${failed} Member must have length less than or equal to 63; ` +
      `Value '${name}' at 'processingJobName' ${failed} Member must satisfy regular expression pattern: [a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}; ` +
      `Value '0' at 'stoppingCondition.maxRuntimeInSeconds' ${failed} Member must have value greater than or equal to 1`,
  );
});

test('what is fine is read: times as dates, null as absent, members that AWS does not know left out', () => {
  const { input, violations } = read('ListProcessingJobs', {
    CreationTimeAfter: 1_767_225_600.5,
    StatusEquals: null,
    Unknown: { deep: [1] },
    MaxResults: 5,
  });
  expect(violations).toEqual([]);
  expect(input).toEqual({ CreationTimeAfter: new Date('2026-01-01T00:00:00.500Z'), MaxResults: 5 });
});

test('a key that objects have by themselves is a key like others', () => {
  const json: unknown = JSON.parse('{"logGroupName": "g", "tags": {"__proto__": "x", "constructor": "y"}}');
  const { input, violations } = read('CreateLogGroup', json);
  expect(violations).toEqual([]);
  expect(JSON.stringify(input)).toBe('{"logGroupName":"g","tags":{"__proto__":"x","constructor":"y"}}');
});

test.each<[keyof typeof readers, unknown, string]>([
  [
    'CreateProcessingJob',
    { ...job, ProcessingJobName: 1 },
    "NUMBER_VALUE can not be converted to a String at 'processingJobName'",
  ],
  [
    'DeleteRepository',
    { repositoryName: 'ab', force: 'yes' },
    "STRING_VALUE can not be converted to a Boolean at 'force'",
  ],
  ['DescribeRepositories', { maxResults: 1.5 }, "NUMBER_VALUE can not be converted to an Integer at 'maxResults'"],
  ['DescribeRepositories', { maxResults: true }, "TRUE_VALUE can not be converted to an Integer at 'maxResults'"],
  [
    'ListProcessingJobs',
    { CreationTimeAfter: 'noon' },
    "STRING_VALUE can not be converted to milliseconds since epoch at 'creationTimeAfter'",
  ],
  [
    'DescribeRepositories',
    { repositoryNames: 'one' },
    "Unrecognized collection type class java.lang.String at 'repositoryNames'",
  ],
  [
    'DescribeRepositories',
    { repositoryNames: { 0: 'one' } },
    "Start of structure or map found where not expected. at 'repositoryNames'",
  ],
  ['CreateProcessingJob', [job], 'Start of list found where not expected'],
])('%s of %j can not be read at all', (operation, json, message) => {
  expect(() => read(operation, json)).toThrow(expect.objectContaining({ code: 'SerializationException', message }));
});
