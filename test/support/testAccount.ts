import { KeyRing } from '../../src/local/credentials/keyRing.ts';

/** The account of servers under test. */
export const keys = { accessKeyId: 'LOCALTESTACCESSKEY00', secretAccessKey: 'a+secret/of the=test' };
export const accountId = '000000000000';
export const region = 'us-east-1';

/** What a server under test is told of its account. `isRunning` says whose session keys are good, by a job's key. */
export const account = (isRunning: (job: string) => boolean = () => false) => ({
  keyRing: new KeyRing({ root: keys, accountId, isRunning }),
  region,
  accountId,
});
