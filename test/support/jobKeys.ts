import type { LocalClients } from './localSageMaker.ts';
import { waitFor } from './processes.ts';

export interface JobKeys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** The keys of a job that prints its environment. */
export function keysInLog(local: LocalClients, job: string): Promise<JobKeys> {
  return waitFor('the keys of a job', 60_000, async () => {
    // There is no log group before the first job has a log.
    const streams = await local.streams(job).catch(() => []);
    const log = streams.length === 0 ? [] : await local.log(job);
    const valueOf = (name: string): string | undefined =>
      log.find((line) => line.startsWith(`${name}=`))?.slice(name.length + 1);
    const [accessKeyId, secretAccessKey] = [valueOf('AWS_ACCESS_KEY_ID'), valueOf('AWS_SECRET_ACCESS_KEY')];
    const sessionToken = valueOf('AWS_SESSION_TOKEN');
    if (accessKeyId === undefined || secretAccessKey === undefined || sessionToken === undefined) return undefined;
    return { accessKeyId, secretAccessKey, sessionToken };
  });
}
