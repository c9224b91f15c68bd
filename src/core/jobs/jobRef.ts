/** The kinds of jobs there are, each with what an ARN of it has before its name. */
const arnTypes = {
  processing: 'processing-job',
} as const;

export type JobKind = keyof typeof arnTypes;

export const jobKindNames = Object.keys(arnTypes) as readonly JobKind[];

/** What SageMaker takes as the name of a job, of any kind. */
const validName = /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/u;

/**
 * What tells a job of a connection from every other: a processing job and a training job may have one name. Where a job has been
 * listed or described its `JobRef` is at hand, which knows the ARN as well.
 */
export class JobId {
  readonly kind: JobKind;
  readonly name: string;

  constructor(kind: JobKind, name: string) {
    this.kind = kind;
    this.name = name;
  }

  /** The job that `key()` was made of; undefined for any other text, and for a kind that this version does not know. */
  static ofKey(key: string): JobId | undefined {
    const dot = key.indexOf('.');
    const kind = jobKindNames.find((each) => each === key.slice(0, Math.max(dot, 0)));
    const name = key.slice(dot + 1);
    return kind !== undefined && validName.test(name) ? new JobId(kind, name) : undefined;
  }

  /** As `ofKey`, and also from what version 0.1 stored: the bare name of a processing job. */
  static ofStored(text: string): JobId | undefined {
    return JobId.ofKey(text) ?? (validName.test(text) ? new JobId('processing', text) : undefined);
  }

  /**
   * One text for kind and name, the same for ever, as it is stored: `processing.analysis-2026-01-31`. No kind and no name has a dot in it,
   * and what it is made of may stand in keys of maps, ids of tree items, names of folders and containers, and values of labels.
   */
  key(): string {
    return `${this.kind}.${this.name}`;
  }

  equals(other: JobId): boolean {
    return this.key() === other.key();
  }
}

/** A job that is, or was, there. */
export class JobRef extends JobId {
  readonly arn: string;

  /** `name` as SageMaker spells it; `arn` as it was answered. */
  constructor(kind: JobKind, name: string, arn: string) {
    super(kind, name);
    this.arn = arn;
  }

  /**
   * The job that an ARN names: `arn:aws:sagemaker:eu-west-1:123456789012:processing-job/analysis`; undefined for the ARN of anything
   * else. Where the name itself is at hand, use that: SageMaker answers some ARNs in lower case, whatever the name is.
   */
  static ofArn(arn: string): JobRef | undefined {
    const [, type, name = ''] = /^arn:aws[a-z-]*:sagemaker:[a-z0-9-]+:\d{12}:([a-z-]+)\/(.+)$/u.exec(arn) ?? [];
    const kind = jobKindNames.find((each) => arnTypes[each] === type);
    return kind !== undefined && validName.test(name) ? new JobRef(kind, name, arn) : undefined;
  }

  /** For whoever makes jobs: `scope` is what stands before the type, `arn:aws:sagemaker:eu-west-1:123456789012`. */
  static within(scope: string, kind: JobKind, name: string): JobRef {
    return new JobRef(kind, name, `${scope}:${arnTypes[kind]}/${name}`);
  }
}
