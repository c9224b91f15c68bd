import catalogue from './instanceTypes.json' with { type: 'json' };

export type JobKind = 'training' | 'processing' | 'transform' | 'endpoint';

/** One of SageMaker's instance types, as of August 2026. What is not known of it is absent. */
export interface InstanceType {
  /** Such as `ml.m5.xlarge`. */
  readonly type: string;
  readonly vcpus?: number;
  readonly memoryGiB?: number;
  readonly gpus?: number;
  /** The GPU's model. */
  readonly gpu?: string;
  /** The kinds of work it is offered for. */
  readonly kinds: readonly string[];
}

/** The instance types that SageMaker offers for a kind of work, in name order. */
export function instanceTypes(kind: JobKind): InstanceType[] {
  const known: readonly InstanceType[] = catalogue;
  return known.filter(({ kinds }) => kinds.includes(kind));
}
