import type { JobKind } from '../jobRef.ts';
import { processing } from './processing/options.ts';
import type { ProcessingRequest } from './processing/request.ts';

/** What differs between the kinds of jobs and is not their requests and answers. */
export interface KindOptions {
  /** The page of AWS's console that lists jobs of the kind, as its address names it. */
  readonly consolePage: string;
}

export const jobKinds: Readonly<Record<JobKind, KindOptions>> = { processing };

/** A new job of each kind, in our words. */
export interface NewJobs {
  readonly processing: ProcessingRequest;
}

export type NewJob = NewJobs[JobKind];
