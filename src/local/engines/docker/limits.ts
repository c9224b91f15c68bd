import type { EngineInfo } from '../../../core/ports/containerEngine.ts';
import type { JobPlan } from '../../contracts/contract.ts';
import { asksForLimits } from '../engineVariables.ts';

/** What a job's containers may take. */
export interface Limits {
  /** Bytes. */
  readonly memory?: number;
  readonly cpus?: number;
  /** In words. */
  readonly text: string;
  readonly notices: readonly string[];
}

/** The limits of a job's instance type, where it asks for them: of this machine's, as far as it has less. */
export function jobLimits({ environment, instance }: JobPlan, { cpus, memory }: EngineInfo): Limits | undefined {
  if (!asksForLimits(environment)) return undefined;
  const { type, vcpus, memoryGiB } = instance;
  const wanted = { cpus: vcpus, memory: memoryGiB === undefined ? undefined : memoryGiB * 2 ** 30 };
  if (wanted.cpus === undefined && wanted.memory === undefined)
    return { text: type, notices: [`What an instance ${type} has is not known: the job runs without limits.`] };
  const less = [
    ...(wanted.cpus !== undefined && wanted.cpus > cpus ? [`${wanted.cpus} processors, this machine has ${cpus}`] : []),
    ...(wanted.memory !== undefined && wanted.memory > memory
      ? [`${gib(wanted.memory)}, this machine has ${gib(memory)}`]
      : []),
  ];
  return {
    ...(wanted.cpus !== undefined && { cpus: Math.min(wanted.cpus, cpus) }),
    ...(wanted.memory !== undefined && { memory: wanted.memory }),
    text: wanted.memory === undefined ? type : `${gib(wanted.memory)} of ${type}`,
    notices: less.map((each) => `An instance ${type} has ${each}: the job gets no more than there is.`),
  };
}

/**
 * Bytes that a container's /dev/shm may hold, by the memory that it may take: half of it, as on a Linux machine without containers. Workers of
 * PyTorch and joblib hand data to one another there, and end with a bus error in an engine's usual 64 MB. It takes no memory until it is used.
 */
export function sharedMemory(memory: number): number {
  return Math.floor(memory / 2);
}

function gib(bytes: number): string {
  return `${Number((bytes / 2 ** 30).toFixed(1))} GiB`;
}
