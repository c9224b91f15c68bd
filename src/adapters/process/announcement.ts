import * as z from 'zod/mini';

const announcement = z.object({
  pid: z.int(),
  port: z.int(),
  endpoint: z.url(),
  region: z.string(),
  accessKeyId: z.string(),
  secretAccessKey: z.string(),
  accountId: z.string(),
  roleArn: z.string(),
  bucket: z.string(),
  version: z.string(),
  /** Command or path of the container engine that it was told to use; empty for the first that there is. */
  containerEngine: z._default(z.string(), ''),
});

/** What a running Local SageMaker writes into `<root>/server.json`. */
export type Announcement = z.infer<typeof announcement>;

/** In an answer of Local SageMaker to GetCallerIdentity: how many jobs run or wait there, of whatever kind. */
export const activeJobsHeader = 'x-sagemaker-runner-active-jobs';

/** Undefined for what is no announcement: a file half written by a crash, or another version's. */
export function parseAnnouncement(text: string): Announcement | undefined {
  try {
    return announcement.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
