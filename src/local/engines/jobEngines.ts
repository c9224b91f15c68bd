import { processImage } from '../../core/aws/container.ts';
import { errorText, isAppError } from '../../core/errors.ts';
import type { ContainerEngine, EngineImage } from '../../core/ports/containerEngine.ts';
import type { JobRef } from '../../core/jobs/jobRef.ts';
import { runEngines, type RunEngine } from '../../core/jobs/engine.ts';
import { ServiceError } from '../protocol/serviceError.ts';
import type { JobPlan } from '../contracts/contract.ts';
import { DockerJobEngine } from './docker/dockerJobEngine.ts';
import type { LocalContainers } from './docker/localContainers.ts';
import { readEngineVariable } from './engineVariables.ts';
import type { Service } from './environment.ts';
import type { JobEngine } from './jobEngine.ts';
import { JobError } from '../contracts/jobError.ts';
import type { JobProcesses } from './process/jobProcesses.ts';
import { ProcessJobEngine } from './process/processJobEngine.ts';
import type { Sandbox } from './process/sandbox.ts';

export interface JobEnginesOptions {
  readonly sandbox: Sandbox;
  readonly processes: JobProcesses;
  readonly containers: LocalContainers;
  /** What runs a job that names no engine. */
  readonly usual: RunEngine;
  /** How a job reaches Local SageMaker, with keys of its own; `role` is the ARN of the role that it acts as, `isInImage` for those of a container. */
  readonly service: (job: JobRef, role: string, isInImage: boolean) => Service;
  /** The environment that processes get a part of. */
  readonly environment: NodeJS.ProcessEnv;
  /** Local's state folder. */
  readonly root: string;
  /** Milliseconds between SIGTERM and SIGKILL. */
  readonly grace: number;
}

/** An image and the engine that has it; or why there is none. */
type Found = { readonly engine: ContainerEngine; readonly image: EngineImage } | { readonly missing: string };

/** Chooses what a job is run by: its image in the container engine, or processes of this machine. */
export class JobEngines {
  readonly #options: JobEnginesOptions;
  /** Of the last job in an image. */
  #engine: ContainerEngine | undefined;

  constructor(options: JobEnginesOptions) {
    this.#options = options;
  }

  /** Rejects with a ServiceError when this machine cannot run what a plan asks for. A job of processes asks no container engine. */
  async check(plan: JobPlan): Promise<void> {
    const { image } = plan;
    const wanted = this.#wanted(plan);
    if (wanted === null) {
      throw refusal(`The engine of a job is one of ${runEngines.join(', ')}.`);
    }
    const impossible = this.#noProcess(plan);
    if (wanted === 'process' || (wanted === 'auto' && impossible === undefined)) {
      if (impossible !== undefined) throw refusal(impossible);
      return;
    }
    const found = await this.#find(image);
    if (!('missing' in found)) return;
    throw refusal(
      wanted === 'docker'
        ? `The job is to run in Docker, and ${found.missing} Build the image ${image}, choose another, or let the engine be chosen (auto).`
        : `${capital(found.missing)} And without it the job cannot run: ${impossible ?? ''}`,
    );
  }

  /** What runs a job, by what there is now. Rejects with a JobError when that is nothing. */
  async choose(ref: JobRef, plan: JobPlan): Promise<JobEngine> {
    const wanted = this.#wanted(plan) ?? 'auto';
    if (wanted === 'process') return this.#processes(ref, plan);
    const found = await this.#find(plan.image);
    if ('missing' in found) {
      const impossible = this.#noProcess(plan);
      if (wanted === 'docker') throw new JobError(`ClientError: The job is to run in Docker, and ${found.missing}`);
      if (impossible !== undefined) throw new JobError(`ClientError: ${capital(found.missing)} ${impossible}`);
      const notice = `${capital(found.missing)} The job runs without it, with this machine's R and Python.`;
      return this.#processes(ref, plan, notice);
    }
    const { containers: local, service, grace } = this.#options;
    // Beside the other questions, and the inputs.
    void local.bridge.of(found.engine);
    const info = await local.info(found.engine).catch((error: unknown) => {
      throw new JobError(`InternalServerError: ${errorText(error)}`);
    });
    return new DockerJobEngine({
      ...{ key: ref.key(), plan, local, ...found, info, grace },
      service: () => service(ref, plan.role, true),
    });
  }

  /** Null for an engine that there is not. */
  #wanted({ image, environment }: JobPlan): RunEngine | null {
    if (image === processImage) return 'process';
    const asked = readEngineVariable(environment);
    return asked === undefined ? this.#options.usual : asked;
  }

  #processes(ref: JobRef, plan: JobPlan, notice?: string): JobEngine {
    const { sandbox, processes, service, environment, root } = this.#options;
    const own = () => service(ref, plan.role, false);
    return new ProcessJobEngine({ plan, sandbox, processes, service: own, environment, root, notice });
  }

  async #find(image: string): Promise<Found> {
    const { containers } = this.#options;
    // Which engine answers is asked each time, for another may have been started or stopped. Mostly it is the same, so that is asked beside.
    const before = this.#engine;
    const guess = before && containers.findImage(before, image).catch(() => undefined);
    try {
      const engine = (this.#engine = await containers.find());
      const guessed = engine.program === before?.program ? await guess : undefined;
      const found = guessed ?? (await containers.findImage(engine, image));
      return found === undefined
        ? { missing: `the image ${image} is not in ${engine.name} on this machine: build it to run in it.` }
        : { engine, image: found };
    } catch (error) {
      return { missing: `the image ${image} cannot be used: ${isAppError(error) ? error.message : errorText(error)}` };
    }
  }

  /** Why a plan cannot run as processes of this machine; undefined when it can. */
  #noProcess({ entrypoint, image, isIsolated }: JobPlan): string | undefined {
    if (entrypoint === undefined) {
      return image === processImage
        ? `The image ${processImage} has no entrypoint of its own: give a ContainerEntrypoint.`
        : 'A process has no entrypoint of its own: give a ContainerEntrypoint.';
    }
    if (isIsolated && !this.#options.sandbox.contained)
      return 'Local SageMaker cannot isolate a process from the network on this machine: install bubblewrap, or leave EnableNetworkIsolation out.';
    return undefined;
  }
}

function refusal(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
