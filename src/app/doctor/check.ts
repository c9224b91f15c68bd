import type { ErrorAction } from '../../core/errors.ts';

export type DoctorCheckId = 'r' | 'python' | 'sandbox' | 'disk' | 'docker' | 'engine' | 'profile' | 'connection';

export interface DoctorCheck {
  readonly id: DoctorCheckId;
  /** What was looked at, such as `R`. */
  readonly title: string;
  /** `missing` stands in the way of a run; `limited` takes something away; `unneeded` is not there, and nothing is lost. */
  readonly state: 'found' | 'limited' | 'missing' | 'unneeded';
  /** What was found: version and path, free space, account. */
  readonly detail: string;
  /** What to do; undefined when all is well. */
  readonly advice: string | undefined;
  readonly action: ErrorAction | undefined;
}

export type Finding = Pick<DoctorCheck, 'state' | 'detail'> & Partial<Pick<DoctorCheck, 'advice' | 'action'>>;
