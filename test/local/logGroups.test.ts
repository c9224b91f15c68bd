import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DeleteLogGroupCommand,
  DeleteLogStreamCommand,
  DeleteRetentionPolicyCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  ListTagsForResourceCommand,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
  TagResourceCommand,
  type CreateLogGroupRequest,
  type PutLogEventsResponse,
} from '@aws-sdk/client-cloudwatch-logs';
import { StopProcessingJobCommand } from '@aws-sdk/client-sagemaker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase } from '../../src/local/store/database.ts';
import { expireEvents } from '../../src/local/store/logRetention.ts';
import { jobGroup, startSageMaker, type TestSageMaker } from '../support/localSageMaker.ts';

const run = promisify(execFile);
const hour = 60 * 60 * 1000;
let local: TestSageMaker;
const now = Date.now();
beforeAll(async () => {
  local = await startSageMaker();
});
afterAll(() => local.stop());

const arnOf = (group: string) => `arn:aws:logs:us-east-1:000000000000:log-group:${group}`;
const refused = (name: string) => expect.objectContaining({ name }) as Error;

async function groupWith(logGroupName: string, hours: readonly number[] = []): Promise<void> {
  await local.logs.send(new CreateLogGroupCommand({ logGroupName }));
  await local.logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName: 's' }));
  if (hours.length > 0) await put(logGroupName, hours);
}
/** Events of so many hours ago. */
function put(logGroupName: string, hours: readonly number[]): Promise<PutLogEventsResponse> {
  const logEvents = hours.map((ago) => ({ timestamp: now - ago * hour, message: `${ago} hours` }));
  return local.logs.send(new PutLogEventsCommand({ logGroupName, logStreamName: 's', logEvents }));
}
async function messages(logGroupName: string, nextToken?: string): Promise<(string | undefined)[]> {
  const page = await local.logs.send(
    new GetLogEventsCommand({ logGroupName, logStreamName: 's', startFromHead: true, nextToken }),
  );
  return (page.events ?? []).map(({ message }) => message);
}

describe('a retention policy', () => {
  it('lets events go that are older, to the event, and readers go on where they were', async () => {
    const logGroupName = '/kept/for-a-day';
    await groupWith(logGroupName, [60, 50]);
    await put(logGroupName, [26, 25, 20]);
    await put(logGroupName, [1]);
    const read = await local.logs.send(
      new GetLogEventsCommand({ logGroupName, logStreamName: 's', startFromHead: true, limit: 4 }),
    );
    await local.logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 1 }));
    expect(await messages(logGroupName)).toEqual(['20 hours', '1 hours']);
    expect(await messages(logGroupName, read.nextForwardToken)).toEqual(['20 hours', '1 hours']);
    const found = await local.logs.send(new FilterLogEventsCommand({ logGroupName, filterPattern: 'hours' }));
    expect(found.events?.map(({ message }) => message)).toEqual(['20 hours', '1 hours']);
    const { logStreams: [stream] = [] } = await local.logs.send(new DescribeLogStreamsCommand({ logGroupName }));
    expect(stream?.firstEventTimestamp).toBe(now - 20 * hour);
    const late = await put(logGroupName, [30, 10]);
    expect(late.rejectedLogEventsInfo).toEqual({ expiredLogEventEndIndex: 1 });
    expect(await messages(logGroupName)).toEqual(['20 hours', '1 hours', '10 hours']);
  });

  it('is kept to as time goes by, until it is deleted', async () => {
    const groups = ['/later/kept', '/later/for-ever'];
    for (const logGroupName of groups) {
      await groupWith(logGroupName, [2]);
      await local.logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 3 }));
    }
    await local.logs.send(new DeleteRetentionPolicyCommand({ logGroupName: '/later/for-ever' }));
    const { logGroups = [] } = await local.logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/later/' }));
    expect(logGroups.map((group) => group.retentionInDays)).toEqual([undefined, 3]);
    const database = openDatabase(path.join(local.root, 'state.db'));
    expireEvents(database, new Date(now + 69 * hour));
    expect(await Promise.all(groups.map((name) => messages(name)))).toEqual([['2 hours'], ['2 hours']]);
    expireEvents(database, new Date(now + 71 * hour));
    database.close();
    expect(await Promise.all(groups.map((name) => messages(name)))).toEqual([[], ['2 hours']]);
  });

  it('is of one of the periods that AWS has, for a group that is there', async () => {
    await groupWith('/periods');
    const policy = (logGroupName: string, retentionInDays: number) =>
      local.logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays }));
    await expect(policy('/periods', 2)).rejects.toThrow(refused('InvalidParameterException'));
    await expect(policy('/nowhere', 1)).rejects.toThrow(refused('ResourceNotFoundException'));
  });
});

describe('deleting', () => {
  it('a group takes its streams, events and tags away', async () => {
    const logGroupName = '/deleted';
    await local.logs.send(new CreateLogGroupCommand({ logGroupName, tags: { team: 'stats' } }));
    await local.logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName: 's' }));
    await put(logGroupName, [1]);
    await local.logs.send(new DeleteLogGroupCommand({ logGroupName }));
    await expect(messages(logGroupName)).rejects.toThrow(refused('ResourceNotFoundException'));
    await expect(local.logs.send(new DeleteLogGroupCommand({ logGroupName }))).rejects.toThrow(
      refused('ResourceNotFoundException'),
    );
    await groupWith(logGroupName);
    expect(await messages(logGroupName)).toEqual([]);
    const { tags } = await local.logs.send(new ListTagsForResourceCommand({ resourceArn: arnOf(logGroupName) }));
    expect(tags).toEqual({});
  });

  it('the stream of a job that runs ends neither the job nor the logs of others', async () => {
    await local.create('unlogged', ['/bin/sh', '-c', 'trap "echo two; exit" TERM; echo one; sleep 60 & wait']);
    await expect.poll(() => local.log('unlogged')).toEqual(['one']);
    const [logStreamName = ''] = await local.streams('unlogged');
    await local.logs.send(new DeleteLogStreamCommand({ logGroupName: jobGroup, logStreamName }));
    await local.sageMaker.send(new StopProcessingJobCommand({ ProcessingJobName: 'unlogged' }));
    expect((await local.ended('unlogged')).ProcessingJobStatus).toBe('Stopped');
    expect(await local.streams('unlogged')).toEqual([]);
    await local.logs.send(new DeleteLogGroupCommand({ logGroupName: jobGroup }));
    await local.run('logged-again', ['echo', 'here']);
    expect(await local.log('logged-again')).toEqual(['here']);
  });
});

describe('names and ARNs', () => {
  it.each<[string, () => Promise<unknown>, string]>([
    [
      'the ARN of all streams of a group, for its events',
      () => local.logs.send(new FilterLogEventsCommand({ logGroupIdentifier: `${arnOf('/named')}:*` })),
      'failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w#+=/:,.@-]*',
    ],
    [
      'that ARN, for its tags',
      () => local.logs.send(new ListTagsForResourceCommand({ resourceArn: `${arnOf('/named')}:*` })),
      "at 'resourceArn' failed to satisfy constraint",
    ],
    [
      'no tags at all',
      () => local.logs.send(new TagResourceCommand({ resourceArn: arnOf('/named'), tags: {} })),
      "Value '{}' at 'tags' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    ...(
      [
        [{ kmsKeyId: 'arn:aws:kms:us-east-1:000000000000:key/k' }, 'no KMS'],
        [{ logGroupClass: 'INFREQUENT_ACCESS' }, 'class STANDARD'],
        [{ deletionProtectionEnabled: true }, 'does not protect'],
      ] satisfies [Partial<CreateLogGroupRequest>, string][]
    ).map(([more, message]): [string, () => Promise<unknown>, string] => [
      `a group with ${Object.keys(more).join()}`,
      () => local.logs.send(new CreateLogGroupCommand({ logGroupName: '/not-made', ...more })),
      message,
    ]),
  ])('%s is refused', async (_what, request, message) => {
    await expect(request()).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: expect.stringContaining(message) as string,
    });
    const { logGroups } = await local.logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/not-made' }));
    expect(logGroups).toEqual([]);
  });

  it('more than 50 tags are refused, and the error says of what', async () => {
    await groupWith('/tagged-too-much');
    const resourceArn = arnOf('/tagged-too-much');
    const some = (from: number) =>
      Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`k${from + index}`, '']));
    await local.logs.send(new TagResourceCommand({ resourceArn, tags: some(0) }));
    await expect(local.logs.send(new TagResourceCommand({ resourceArn, tags: some(30) }))).rejects.toMatchObject({
      name: 'TooManyTagsException',
      resourceName: resourceArn,
    });
  });
});

describe.skipIf(!existsSync('/usr/bin/aws'))('the AWS CLI (needs Debian’s awscli)', () => {
  it('makes a group with tags and a policy, and takes them away again', async () => {
    const aws = async (...args: string[]) => {
      const command = ['--endpoint-url', local.announcement.endpoint, '--output', 'json', 'logs', ...args];
      const { stdout } = await run('/usr/bin/aws', command, { env: local.environment });
      return stdout === '' ? undefined : (JSON.parse(stdout) as unknown);
    };
    const group = ['--log-group-name', '/by/cli'];
    await aws('create-log-group', ...group, '--tags', 'team=stats,a=b');
    await aws('put-retention-policy', ...group, '--retention-in-days', '7');
    expect(await aws('describe-log-groups', '--log-group-name-prefix', '/by/cli')).toMatchObject({
      logGroups: [{ retentionInDays: 7 }],
    });
    expect(await aws('list-tags-for-resource', '--resource-arn', arnOf('/by/cli'))).toEqual({
      tags: { team: 'stats', a: 'b' },
    });
    await aws('delete-log-group', ...group);
  });
});

describe.skipIf(!existsSync('/usr/lib/python3/dist-packages/boto3'))('boto3 (needs Debian’s python3-boto3)', () => {
  it('tags by the older operations, and tells errors apart', async () => {
    const script = `
import boto3, os
logs = boto3.client('logs', endpoint_url=os.environ['ENDPOINT'])
group = '/by/boto3'
logs.create_log_group(logGroupName=group)
logs.tag_log_group(logGroupName=group, tags={'team': 'stats', 'a': 'b'})
logs.untag_log_group(logGroupName=group, tags=['a'])
arn = logs.describe_log_groups(logGroupNamePrefix=group)['logGroups'][0]['arn'][:-2]
logs.tag_resource(resourceArn=arn, tags={'c': 'd'})
logs.untag_resource(resourceArn=arn, tagKeys=['c'])
tags = logs.list_tags_log_group(logGroupName=group)['tags']
logs.put_retention_policy(logGroupName=group, retentionInDays=7)
logs.delete_retention_policy(logGroupName=group)
logs.create_log_stream(logGroupName=group, logStreamName='s')
logs.delete_log_stream(logGroupName=group, logStreamName='s')
logs.delete_log_group(logGroupName=group)
try:
    logs.list_tags_log_group(logGroupName=group)
except logs.exceptions.ResourceNotFoundException as error:
    print(tags, error.response['Error']['Message'])
`;
    const { stdout } = await run('/usr/bin/python3', ['-c', script], { env: local.environment });
    expect(stdout.trim()).toBe("{'team': 'stats'} The specified log group does not exist.");
  });
});
