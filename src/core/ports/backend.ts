import type { Connection } from '../connection.ts';
import type { JobId } from '../jobs/jobRef.ts';
import type { Account } from './account.ts';
import type { ImageRegistry } from './imageRegistry.ts';
import type { JobLogs } from './jobLogs.ts';
import type { Jobs } from './jobs.ts';
import type { ObjectStore } from './objectStore.ts';
import type { Tags } from './tags.ts';

/**
 * Everything the product says to one connection. Local SageMaker and AWS give the same object, made by the same code over
 * the same SDK clients: endpoint and credentials differ, and nothing that uses a backend can tell.
 */
export interface Backend {
  readonly connection: Connection;
  readonly region: string;
  readonly jobs: Jobs;
  readonly tags: Tags;
  readonly logs: JobLogs;
  readonly objects: ObjectStore;
  readonly account: Account;
  /** Amazon ECR; on Local the images of this machine's container engine. */
  readonly registry: ImageRegistry;
  /** The bucket for code and outputs: the connection's, else SageMaker's default by its rule. */
  bucket(signal?: AbortSignal): Promise<string>;
  /** ARN of the execution role; an `AppError` `RoleRequired` when the connection has none. */
  roleArn(): string;
  /** The image a run uses when it names none: Local's process engine; undefined on AWS. */
  readonly defaultImage: string | undefined;
  /** How long to wait between polls while something runs, in milliseconds: short on loopback, polite on AWS. */
  readonly pollInterval: number;
  /** Whether the dates of a job's outputs tell in which order it wrote them: AWS uploads them all at its end, in any order. */
  readonly datesOutputs: boolean;
  /** How long after a job's end lines of its log may still arrive, in milliseconds: none on Local, CloudWatch takes its time. */
  readonly logDelay: number;
  /** A page of AWS's console for the job; undefined on Local. */
  consoleUrl(job: JobId): string | undefined;
}

/** Makes the backend of a connection on first use. Starting Local SageMaker is part of it: one pending start, bounded wait. */
export interface Backends {
  get(connection: Connection, signal?: AbortSignal): Promise<Backend>;
}
