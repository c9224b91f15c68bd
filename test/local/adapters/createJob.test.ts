import path from 'node:path';
import type { SageMakerClient } from '@aws-sdk/client-sagemaker';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClients, type Clients } from '../../../src/adapters/aws/clients.ts';
import { createJobs } from '../../../src/adapters/aws/jobs/index.ts';
import { createSession } from '../../../src/adapters/aws/session.ts';
import type { ProcessingRequest } from '../../../src/core/jobs/kinds/processing/request.ts';
import type { Jobs } from '../../../src/core/ports/jobs.ts';
import { systemClock } from '../../../src/adapters/process/systemClock.ts';
import { startLocal, type LocalFixture } from '../../support/localBackend.ts';

let local: LocalFixture;
let request: ProcessingRequest;
const taken = 'taken';
beforeAll(async () => {
  local = await startLocal();
  await local.write('hello.py', 'print("hello")\n');
  const { ref } = await local.submit('hello.py', { inputs: [{ source: path.join(local.workspace, 'hello.py') }] });
  const { image = '', instances, inputs, outputs } = await local.backend.jobs.describe(ref);
  request = {
    ...{ kind: 'processing', name: ref.name, image, instances, inputs, outputs },
    ...{ roleArn: local.backend.roleArn(), entrypoint: ['true'], arguments: [], environment: {}, tags: {} },
    ...{ maxRuntime: undefined, networkIsolation: false },
  };
  await local.backend.jobs.create({ ...request, name: taken });
});
afterAll(() => local.dispose());

/** The jobs of Local over connections on which the first answers never arrive. */
async function jobsOverBadNetwork(lostAnswers: number): Promise<Jobs> {
  const connect = (): Clients => {
    const clients = createClients({ region, endpoint, credentials: { accessKeyId, secretAccessKey }, maxAttempts: 2 });
    loseAnswers(clients.sagemaker);
    return clients;
  };
  const loseAnswers = (client: SageMakerClient): void => {
    client.middlewareStack.add(
      (next) => async (args) => {
        const answer = await next(args);
        if (lostAnswers-- > 0) throw Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
        return answer;
      },
      { name: 'loseAnswers', step: 'deserialize', priority: 'low' },
    );
  };
  const { region, endpoint, accessKeyId, secretAccessKey } = await local.announcement();
  return createJobs(createSession({ region, clients: connect(), reconnect: () => Promise.resolve(connect()) }));
}

describe('a job whose creation was never answered', () => {
  it.each([1, 2, 3])('is found to be there when %i answers are lost', async (lost) => {
    const named = { ...request, name: `lost-${lost}` };
    const jobs = await jobsOverBadNetwork(lost);
    expect((await jobs.create(named)).arn).toMatch(new RegExp(`:processing-job/lost-${lost}$`, 'u'));
  });

  it('is not mistaken for another job of its name', async () => {
    const jobs = await jobsOverBadNetwork(1);
    const other = { ...request, name: taken, arguments: ['other'] };
    await expect(jobs.create(other)).rejects.toMatchObject({ code: 'NameTaken' });
  });
});

it('two runs of a script in the same millisecond get a name each', async () => {
  let calls = 0;
  const clock = { ...systemClock, now: () => new Date(1_800_000_000_000 + Math.max(0, ++calls - 2)) };
  const runs = await Promise.all([
    local.submit('hello.py', { arguments: ['1'] }, { clock }),
    local.submit('hello.py', { arguments: ['2'] }, { clock }),
  ]);
  expect(runs.map(({ name }) => name).sort()).toEqual([
    'hello-2027-01-15-08-00-00-000',
    'hello-2027-01-15-08-00-00-001',
  ]);
});
