import * as l10n from '@vscode/l10n';
import catalogue from './instanceTypes.json' with { type: 'json' };

/** What an instance type may be offered for. */
export type InstanceOffer = 'training' | 'processing' | 'transform' | 'endpoint';

/** One of SageMaker's instance types, as of August 2026. What is not known of it is absent. */
export interface InstanceType {
  /** Such as `ml.m5.xlarge`. */
  readonly type: string;
  readonly vcpus?: number;
  readonly memoryGiB?: number;
  readonly gpus?: number;
  /** The GPU's model. */
  readonly gpu?: string;
  /** Of `InstanceOffer`. */
  readonly kinds: readonly string[];
}

export type InstanceUse = 'general' | 'burst' | 'compute' | 'memory' | 'gpu';

/** The instance types that SageMaker offers for a kind of work: newer families first, the smaller ones of a family first. */
export function instanceTypes(kind: InstanceOffer): InstanceType[] {
  const known: readonly InstanceType[] = catalogue;
  return known
    .filter(({ kinds }) => kinds.includes(kind))
    .sort((a, b) => family(b).localeCompare(family(a), 'en', { numeric: true }) || (a.vcpus ?? 0) - (b.vcpus ?? 0));
}

/** What is known of an instance type, whatever it is offered for; of one that came later, its name. */
export function instanceTypeNamed(type: string): Partial<InstanceType> & Pick<InstanceType, 'type'> {
  const known: readonly InstanceType[] = catalogue;
  return known.find((each) => each.type === type) ?? { type };
}

/** What a family is made for, by the first letters of its name. */
export function instanceUse(type: string): InstanceUse {
  const letters = /^ml\.([a-z]+)/u.exec(type)?.[1] ?? '';
  if (letters.startsWith('g') || letters.startsWith('p')) return 'gpu';
  if (letters.startsWith('c')) return 'compute';
  if (letters.startsWith('r')) return 'memory';
  return letters.startsWith('t') ? 'burst' : 'general';
}

/** `4 vCPU, 16 GiB`, with GPUs when it has some. */
export function instanceText({ vcpus, memoryGiB, gpus = 0, gpu }: InstanceType): string {
  const parts: string[] = [];
  if (vcpus !== undefined) parts.push(l10n.t('{0} vCPU', vcpus));
  if (memoryGiB !== undefined) parts.push(l10n.t('{0} GiB memory', memoryGiB));
  if (gpus > 0) parts.push(`${gpus} × ${gpu ?? 'GPU'}`);
  return parts.join(', ');
}

function family({ type }: InstanceType): string {
  return type.split('.')[1] ?? '';
}
