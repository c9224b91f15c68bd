import type { CreateProcessingJobRequest } from '@aws-sdk/client-sagemaker';
import { processImage } from '../../core/aws/container.ts';
import { errorText, isAppError } from '../../core/errors.ts';
import type { ContainerEngine as Engine, EngineImage } from '../../core/ports/containerEngine.ts';
import { runEngines, type RunEngine } from '../../core/jobs/engine.ts';
import { ServiceError } from '../protocol/serviceError.ts';
import type { JobRecord } from '../store/jobs.ts';
import { ContainerEngine } from './docker/containerEngine.ts';
import type { LocalContainers } from './docker/localContainers.ts';
import { askedEngine } from './engineVariables.ts';
import type { Service } from './environment.ts';
import type { JobEngine } from './jobEngine.ts';
import { JobError } from '../contracts/jobError.ts';
import { ProcessEngine } from './process/processEngine.ts';
import type { Sandbox } from './process/sandbox.ts';

export interface JobEnginesOptions {
  readonly sandbox: Sandbox;
  readonly containers: LocalContainers;
  /** What runs a job that names no engine. */
  readonly usual: RunEngine;
  /** How a job reaches Local SageMaker, with keys of its own; `isInImage` for those of a container. */
  readonly service: (job: JobRecord, isInImage: boolean) => Service;
  /** The environment that processes get a part of. */
  readonly environment: NodeJS.ProcessEnv;
  /** Milliseconds between SIGTERM and SIGKILL. */
  readonly grace: number;
}

/** An image and the engine that has it; or why there is none. */
type Found = { readonly engine: Engine; readonly image: EngineImage } | { readonly missing: string };

/** Chooses what a job is run by: its image in the container engine, or processes of this machine. */
export class JobEngines {
  readonly #options: JobEnginesOptions;

  constructor(options: JobEnginesOptions) {
    this.#options = options;
  }

  /** Rejects with a ServiceError when this machine cannot run what a request asks for. A job of processes asks no container engine. */
  async check(request: CreateProcessingJobRequest): Promise<void> {
    const image = imageOf(request);
    const wanted = this.#wanted(request);
    if (wanted === null) {
      throw refusal(`The engine of a job is one of ${runEngines.join(', ')}.`);
    }
    const impossible = this.#noProcess(request);
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
  async choose(job: JobRecord): Promise<JobEngine> {
    const wanted = this.#wanted(job.request) ?? 'auto';
    if (wanted === 'process') return this.#processes(job);
    const found = await this.#find(imageOf(job.request));
    if ('missing' in found) {
      const impossible = this.#noProcess(job.request);
      if (wanted === 'docker') throw new JobError(`ClientError: The job is to run in Docker, and ${found.missing}`);
      if (impossible !== undefined) throw new JobError(`ClientError: ${capital(found.missing)} ${impossible}`);
      const notice = `${capital(found.missing)} The job runs without it, with this machine's R and Python.`;
      return this.#processes(job, notice);
    }
    const { containers: local, service, grace } = this.#options;
    // Beside the other questions, and the inputs.
    void local.bridge.of(found.engine);
    const info = await local.info(found.engine).catch((error: unknown) => {
      throw new JobError(`InternalServerError: ${errorText(error)}`);
    });
    return new ContainerEngine({ job, local, ...found, info, service: () => service(job, true), grace });
  }

  /** Null for an engine that there is not. */
  #wanted(request: CreateProcessingJobRequest): RunEngine | null {
    if (imageOf(request) === processImage) return 'process';
    const asked = askedEngine(request.Environment);
    return asked === undefined ? this.#options.usual : asked;
  }

  #processes(job: JobRecord, notice?: string): JobEngine {
    const { sandbox, service, environment } = this.#options;
    return new ProcessEngine({ job, sandbox, service: () => service(job, false), environment, notice });
  }

  async #find(image: string): Promise<Found> {
    const { containers } = this.#options;
    let engine: Engine;
    try {
      engine = await containers.find();
      const found = await containers.findImage(engine, image);
      return found === undefined
        ? { missing: `the image ${image} is not in ${engine.name} on this machine: build it to run in it.` }
        : { engine, image: found };
    } catch (error) {
      return { missing: `the image ${image} cannot be used: ${isAppError(error) ? error.message : errorText(error)}` };
    }
  }

  /** Why a request cannot run as processes of this machine; undefined when it can. */
  #noProcess({ AppSpecification, NetworkConfig }: CreateProcessingJobRequest): string | undefined {
    if (AppSpecification?.ContainerEntrypoint === undefined) {
      return AppSpecification?.ImageUri === processImage
        ? `The image ${processImage} has no entrypoint of its own: give a ContainerEntrypoint.`
        : 'A process has no entrypoint of its own: give a ContainerEntrypoint.';
    }
    if (NetworkConfig?.EnableNetworkIsolation === true && !this.#options.sandbox.contained)
      return 'Local SageMaker cannot isolate a process from the network on this machine: install bubblewrap, or leave EnableNetworkIsolation out.';
    return undefined;
  }
}

function imageOf(request: CreateProcessingJobRequest): string {
  return request.AppSpecification?.ImageUri ?? '';
}

function refusal(message: string): ServiceError {
  return new ServiceError('ValidationException', message);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
