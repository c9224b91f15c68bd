import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/adapters/process/systemClock.ts';
import { followJob } from '../../../src/app/followJob.ts';
import type { Backend } from '../../../src/core/ports/backend.ts';
import { AppError } from '../../../src/core/errors.ts';
import { startLocal, type LocalFixture } from '../../support/localBackend.ts';

let local: LocalFixture;
beforeAll(async () => {
  local = await startLocal();
});
afterAll(() => local.dispose());

const counting = 'import time\nfor i in range(1000):\n  print("line", i, flush=True)\n  time.sleep(0.02)\n';

describe('following', () => {
  it('goes on after kill -9 of Local in mid-job: every line once, and the reason', async () => {
    await local.write('count.py', counting);
    const { ref: job } = await local.submit('count.py');
    const lines: string[] = [];
    let reason: string | undefined;
    let status: string | undefined;
    for await (const event of followJob({ backend: local.backend, job, clock: systemClock })) {
      if (event.kind === 'job') {
        status = event.job.status;
        reason = event.job.failureReason;
        continue;
      }
      const before = lines.length;
      lines.push(...event.events.map(({ message }) => message));
      if (before < 20 && lines.length >= 20) await local.stopServer('SIGKILL');
    }
    expect(status).toBe('Failed');
    expect(reason).toMatch(/ended|stopped|killed|restart/iu);
    expect(lines.length).toBeGreaterThanOrEqual(20);
    expect(lines).toEqual(lines.map((_, index) => `line ${index}`));
  });

  it('tells the hosts of a job apart', async () => {
    await local.write(
      'hosts.py',
      'import json\nprint("I am", json.load(open("/opt/ml/config/resourceconfig.json"))["current_host"])\n',
    );
    const { ref: job } = await local.submit('hosts.py', { instanceCount: 2 });
    const said: string[] = [];
    for await (const event of followJob({ backend: local.backend, job, clock: systemClock })) {
      if (event.kind === 'log') said.push(...event.events.map(({ message }) => `${event.host}: ${message}`));
    }
    expect(said.sort()).toEqual(['algo-1: I am algo-1', 'algo-2: I am algo-2']);
  });

  it('waits for a lost network and tries again, but not after a refusal', async () => {
    await local.write('short.py', 'print("done")\n');
    const { ref: job } = await local.submit('short.py');
    let failures = 3;
    const failing = (code: 'NetworkUnreachable' | 'AccessDenied'): Backend => ({
      ...local.backend,
      jobs: {
        ...local.backend.jobs,
        describe: (asked, signal) =>
          failures-- > 0 ? Promise.reject(new AppError(code, code)) : local.backend.jobs.describe(asked, signal),
      },
    });
    const interruptions: string[] = [];
    const lines: string[] = [];
    const clock = { now: () => new Date(), sleep: (_: number, signal?: AbortSignal) => systemClock.sleep(5, signal) };
    const onInterrupted = (error: AppError): void => {
      interruptions.push(error.code);
    };
    for await (const event of followJob({ backend: failing('NetworkUnreachable'), job, clock, onInterrupted })) {
      if (event.kind === 'log') lines.push(...event.events.map(({ message }) => message));
    }
    expect(lines).toEqual(['done']);
    expect(interruptions).toEqual(['NetworkUnreachable', 'NetworkUnreachable', 'NetworkUnreachable']);
    failures = 1;
    const refused = followJob({ backend: failing('AccessDenied'), job, clock }).next();
    await expect(refused).rejects.toMatchObject({ code: 'AccessDenied' });
  });
});
