import * as l10n from '@vscode/l10n';
import rows from './processingInstances.json';

/** An instance type that processing jobs can have. */
export interface InstanceType {
  readonly name: string;
  readonly vcpus: number | undefined;
  /** GiB. */
  readonly memory: number | undefined;
  readonly gpus: number;
  /** The GPU's name and memory, such as `T4 16 GiB`. */
  readonly gpu: string | undefined;
}

export type InstanceUse = 'general' | 'burst' | 'compute' | 'memory' | 'gpu';

/** Every instance type of SageMaker's processing jobs, the smaller ones of a family first. Figures of August 2026. */
export function instanceTypes(): InstanceType[] {
  return rows
    .map((row): InstanceType => {
      const [name, vcpus, memory, gpus, gpu] = row;
      return {
        name: String(name),
        vcpus: typeof vcpus === 'number' ? vcpus : undefined,
        memory: typeof memory === 'number' ? memory : undefined,
        gpus: typeof gpus === 'number' ? gpus : 0,
        gpu: typeof gpu === 'string' ? gpu : undefined,
      };
    })
    .sort((a, b) => family(b).localeCompare(family(a), 'en', { numeric: true }) || (a.vcpus ?? 0) - (b.vcpus ?? 0));
}

/** What a family is made for, by the first letters of its name. */
export function instanceUse(name: string): InstanceUse {
  const letters = /^ml\.([a-z]+)/u.exec(name)?.[1] ?? '';
  if (letters.startsWith('g') || letters.startsWith('p')) return 'gpu';
  if (letters.startsWith('c')) return 'compute';
  if (letters.startsWith('r')) return 'memory';
  return letters.startsWith('t') ? 'burst' : 'general';
}

/** `4 vCPU, 16 GiB`, with GPUs when it has some. */
export function instanceText({ vcpus, memory, gpus, gpu }: InstanceType): string {
  const parts: string[] = [];
  if (vcpus !== undefined) parts.push(l10n.t('{0} vCPU', vcpus));
  if (memory !== undefined) parts.push(l10n.t('{0} GiB memory', memory));
  if (gpus > 0) parts.push(`${gpus} × ${gpu ?? 'GPU'}`);
  return parts.join(', ');
}

function family({ name }: InstanceType): string {
  return name.split('.')[1] ?? '';
}
