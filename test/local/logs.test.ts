import {
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  paginateFilterLogEvents,
  PutLogEventsCommand,
  type GetLogEventsRequest,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobGroup, startSageMaker, type TestSageMaker } from '../support/localSageMaker.ts';

let local: TestSageMaker;
const logGroupName = '/test/group';
const now = Date.now();

beforeAll(async () => {
  local = await startSageMaker();
  await local.logs.send(new CreateLogGroupCommand({ logGroupName }));
});
afterAll(() => local.stop());

const put = (logStreamName: string, messages: string[], time = now) =>
  local.logs.send(
    new PutLogEventsCommand({
      logGroupName,
      logStreamName,
      logEvents: messages.map((message, index) => ({ message, timestamp: time + index })),
    }),
  );
const stream = async (logStreamName: string) => {
  await local.logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName }));
};
const get = async (logStreamName: string, more: Partial<GetLogEventsRequest> = {}) => {
  const page = await local.logs.send(new GetLogEventsCommand({ logGroupName, logStreamName, ...more }));
  return { ...page, messages: (page.events ?? []).map(({ message }) => message) };
};
const letters = (count: number, first = 0) => Array.from({ length: count }, (_, index) => `m${first + index}`);

describe('GetLogEvents', () => {
  it('follows a stream forwards and gives the same token back at its end', async () => {
    await stream('follow');
    const empty = await get('follow', { startFromHead: true });
    expect(empty.messages).toEqual([]);
    await put('follow', letters(3));
    const first = await get('follow', { nextToken: empty.nextForwardToken, limit: 2 });
    expect(first.messages).toEqual(['m0', 'm1']);
    const second = await get('follow', { nextToken: first.nextForwardToken, limit: 2 });
    expect(second.messages).toEqual(['m2']);
    const end = await get('follow', { nextToken: second.nextForwardToken });
    expect([end.messages, end.nextForwardToken]).toEqual([[], second.nextForwardToken]);
    await put('follow', letters(1, 3));
    expect((await get('follow', { nextToken: end.nextForwardToken })).messages).toEqual(['m3']);
  });

  it('begins with the last events, and goes backwards from there', async () => {
    await stream('back');
    await put('back', letters(4));
    await put('back', letters(4, 4));
    const last = await get('back', { limit: 3 });
    expect(last.messages).toEqual(['m5', 'm6', 'm7']);
    const before = await get('back', { nextToken: last.nextBackwardToken, limit: 3 });
    expect(before.messages).toEqual(['m2', 'm3', 'm4']);
    const head = await get('back', { nextToken: before.nextBackwardToken, limit: 3 });
    expect(head.messages).toEqual(['m0', 'm1']);
    const none = await get('back', { nextToken: head.nextBackwardToken });
    expect([none.messages, none.nextBackwardToken]).toEqual([[], head.nextBackwardToken]);
    expect((await get('back', { nextToken: head.nextForwardToken, limit: 2 })).messages).toEqual(['m2', 'm3']);
  });

  it('keeps to times: the end is not part of the range', async () => {
    await stream('times');
    await put('times', letters(10));
    const page = await get('times', { startFromHead: true, startTime: now + 2, endTime: now + 5 });
    expect(page.messages).toEqual(['m2', 'm3', 'm4']);
    const next = await get('times', { nextToken: page.nextForwardToken, startTime: now + 2, endTime: now + 5 });
    expect([next.messages, next.nextForwardToken]).toEqual([[], page.nextForwardToken]);
  });

  it('answers at most 1 MB and 10,000 events a page', async () => {
    await stream('large');
    for (let batch = 0; batch < 3; batch++)
      await put(
        'large',
        Array.from({ length: 4 }, () => 'x'.repeat(200_000)),
      );
    const sizes: number[] = [];
    for (let token: string | undefined; ;) {
      const page = await get('large', { startFromHead: true, nextToken: token });
      if (page.nextForwardToken === token) break;
      token = page.nextForwardToken;
      sizes.push(page.messages.length);
    }
    expect(sizes).toEqual([4, 4, 4]);
    await expect(get('large', { limit: 10_001 })).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('refuses what is not there and tokens it did not make', async () => {
    await expect(get('none')).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
    await expect(get('follow', { nextToken: 'f/1' })).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });
});

describe('PutLogEvents', () => {
  it('refuses disorder, and says what is too old or too new', async () => {
    await stream('put');
    const events = (times: number[]) =>
      local.logs.send(
        new PutLogEventsCommand({
          logGroupName,
          logStreamName: 'put',
          logEvents: times.map((timestamp) => ({ timestamp, message: 'x' })),
        }),
      );
    await expect(events([now, now - 1])).rejects.toMatchObject({ name: 'InvalidParameterException' });
    await expect(events([now - 90_000_000, now])).rejects.toThrow('24 hours');
    expect((await events([now - 15 * 86_400_000])).rejectedLogEventsInfo).toEqual({ tooOldLogEventEndIndex: 1 });
    expect((await events([now, now + 8_000_000])).rejectedLogEventsInfo).toEqual({ tooNewLogEventStartIndex: 1 });
    expect((await get('put')).messages).toEqual(['x']);
    await expect(stream('put')).rejects.toMatchObject({ name: 'ResourceAlreadyExistsException' });
  });
});

describe('FilterLogEvents', () => {
  it('finds terms in many streams, in the order of time, page by page', async () => {
    await stream('filter/a');
    await stream('filter/b');
    await put('filter/a', ['ERROR one', 'fine', 'ERROR three'], now);
    await put('filter/b', ['ERROR zero', 'error small', 'WARN "quoted term"'], now - 1);
    const filter = async (filterPattern: string, more: object = {}) => {
      const query = { logGroupName, logStreamNamePrefix: 'filter/', filterPattern, ...more };
      const found: (string | undefined)[] = [];
      for await (const page of paginateFilterLogEvents({ client: local.logs }, query)) {
        found.push(...(page.events ?? []).map(({ message }) => message));
      }
      return found;
    };
    expect(await filter('ERROR')).toEqual(['ERROR zero', 'ERROR one', 'ERROR three']);
    expect(await filter('ERROR', { limit: 1 })).toEqual(['ERROR zero', 'ERROR one', 'ERROR three']);
    expect(await filter('ERROR -one')).toEqual(['ERROR zero', 'ERROR three']);
    expect(await filter('?fine ?"quoted term"')).toEqual(['fine', 'WARN "quoted term"']);
    expect(await filter('"fine"', { startTime: now, endTime: now + 1 })).toEqual([]);
    expect(await filter('')).toHaveLength(6);
    await expect(filter('{ $.x = 1 }')).rejects.toMatchObject({ name: 'InvalidParameterException' });
    const ids = await local.logs.send(new FilterLogEventsCommand({ logGroupName }));
    expect(new Set(ids.events?.map(({ eventId }) => eventId)).size).toBe(ids.events?.length);
  });
});

describe('groups and streams', () => {
  it('are described by prefix, order and page', async () => {
    await local.run('logged', ['echo', 'hi']);
    const [name = ''] = await local.streams('logged');
    expect(name).toMatch(/^logged\/algo-1-\d{10}$/);
    const { logGroups = [] } = await local.logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: '/aws/' }));
    expect(logGroups.map((group) => group.logGroupName)).toEqual([jobGroup]);
    const page = await local.logs.send(new DescribeLogGroupsCommand({ limit: 1 }));
    const rest = await local.logs.send(new DescribeLogGroupsCommand({ limit: 1, nextToken: page.nextToken }));
    expect(rest.logGroups?.map((group) => group.logGroupName)).toEqual([logGroupName]);
    expect(rest.nextToken).toBeUndefined();
    const byTime = await local.logs.send(
      new DescribeLogStreamsCommand({ logGroupName, orderBy: 'LastEventTime', descending: true, limit: 3 }),
    );
    const times = byTime.logStreams?.map(({ lastEventTimestamp = 0 }) => lastEventTimestamp) ?? [];
    expect(times).toEqual([...times].sort((a, b) => b - a));
    const more = await local.logs.send(
      new DescribeLogStreamsCommand({
        logGroupName,
        orderBy: 'LastEventTime',
        descending: true,
        limit: 50,
        nextToken: byTime.nextToken,
      }),
    );
    const names = [...(byTime.logStreams ?? []), ...(more.logStreams ?? [])].map(({ logStreamName }) => logStreamName);
    expect(new Set(names).size).toBe(7);
  });
});
