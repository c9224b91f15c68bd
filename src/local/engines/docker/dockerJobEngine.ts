import path from 'node:path';
import { isAppError } from '../../../core/errors.ts';
import type { ContainerEngine, EngineImage, EngineInfo } from '../../../core/ports/containerEngine.ts';
import type { ContainerRequest } from '../../../core/ports/containers.ts';
import type { JobPlan } from '../../contracts/contract.ts';
import { containerEnvironment, type Service } from '../environment.ts';
import type { HostEnd, HostProcesses, HostStart, JobEngine } from '../jobEngine.ts';
import { JobError } from '../../contracts/jobError.ts';
import { containerRoot, type HostFolder } from '../../files/jobFolder.ts';
import type { Access } from './access.ts';
import { startContainer } from './startContainer.ts';
import type { ContainerFacts } from './containerEnd.ts';
import { writeEnvironmentFile } from './environmentFile.ts';
import { hasOwnNetwork, makeJobNetwork, type JobNetwork } from './jobNetwork.ts';
import { jobLimits, sharedMemory, type Limits } from './limits.ts';
import type { LocalContainers } from './localContainers.ts';
import { letAllUsersWrite } from './letAllUsersWrite.ts';

export interface DockerJobEngineOptions {
  /** The key of the job. */
  readonly key: string;
  readonly plan: JobPlan;
  readonly local: LocalContainers;
  readonly engine: ContainerEngine;
  readonly info: EngineInfo;
  readonly image: EngineImage;
  readonly service: () => Service;
  /** Milliseconds between SIGTERM and SIGKILL. */
  readonly grace: number;
}

/** Where all containers of a job are, and what of this machine they reach. */
interface Surroundings {
  readonly network: JobNetwork;
  readonly access: Access | undefined;
}

/** Runs a job's hosts in containers of its image, each with its folder as /opt/ml. */
export class DockerJobEngine implements JobEngine {
  readonly contained = true;
  readonly #options: DockerJobEngineOptions;
  readonly #limits: Limits | undefined;
  readonly #made: string[] = [];
  #surroundings: Promise<Surroundings> | undefined;

  constructor(options: DockerJobEngineOptions) {
    this.#options = options;
    this.#limits = jobLimits(options.plan, options.info);
  }

  get notices(): string[] {
    const { plan, image, info, engine } = this.#options;
    const foreign =
      image.platform === info.platform
        ? []
        : [
            `The image is made for ${image.platform}, and ${engine.name} here runs ${info.platform}: it needs an emulator.`,
          ];
    const alone =
      info.machine.by === 'sharing' && hasOwnNetwork(plan.hosts)
        ? [
            `The job's containers, in a network of their own, do not reach Local SageMaker with ${engine.name}: its inputs and outputs work, calls of AWS from the code do not.`,
          ]
        : [];
    return [...foreign, ...alone, ...(this.#limits?.notices ?? [])];
  }

  async prepare(folder: HostFolder): Promise<void> {
    const { user } = this.#options.image;
    if (!/^(|root|0)(:.*)?$/u.test(user)) await letAllUsersWrite(folder.ml);
  }

  async start({ folder, output, say, stop }: HostStart): Promise<HostProcesses | HostEnd> {
    const { engine, local } = this.#options;
    local.watch(engine);
    const surroundings = await (this.#surroundings ??= this.#surround());
    const request = await this.#request(folder, surroundings);
    this.#made.push(request.name);
    await engine.containers.create(request, local.limit()).catch((error: unknown) => {
      throw refused(engine, error);
    });
    if (stop.aborted) return { code: 143 };
    const { name } = request;
    return startContainer({
      containers: engine.containers,
      name,
      log: folder.log,
      output,
      say,
      facts: this.#facts(folder),
    });
  }

  async settle(folder: HostFolder): Promise<string[]> {
    const { key, local, engine, image } = this.#options;
    const reason = await local.takeOwnership(engine, image.id, key, folder);
    if (reason === undefined) return [];
    return [
      `The files that the container wrote belong to another user: ${reason}. ` +
        `What cannot be read is not uploaded; what cannot be removed stays in ${path.dirname(folder.ml)}.`,
    ];
  }

  async close(): Promise<void> {
    const { plan, local, engine } = this.#options;
    const surroundings = await this.#surroundings?.catch(() => undefined);
    // Also what was made of a network that could not be finished.
    const isOwn = this.#surroundings !== undefined && hasOwnNetwork(plan.hosts);
    await local.remove(engine, this.#made, isOwn ? [this.#networkName] : []);
    await surroundings?.access?.release();
  }

  get #networkName(): string {
    const { local, key } = this.#options;
    return local.name(key);
  }

  async #surround(): Promise<Surroundings> {
    const { key, plan, local, engine, info } = this.#options;
    const { machine } = info;
    const network = await makeJobNetwork({
      containers: engine.containers,
      bridge: () => local.bridge.of(engine),
      name: this.#networkName,
      labels: local.labels(key),
      hosts: plan.hosts,
      machine,
      isolated: plan.isIsolated,
      signal: () => local.limit(),
    }).catch((error: unknown) => {
      throw refused(engine, error);
    });
    return { network, access: network.isolated ? undefined : await local.access.open(network.gateway, machine) };
  }

  async #request(folder: HostFolder, { network, access }: Surroundings): Promise<ContainerRequest> {
    const { key, plan, local, image, info, service, grace } = this.#options;
    if (this.#program() === undefined) {
      throw new JobError(
        `ClientError: The image ${plan.image} has no entrypoint and no command: give a ContainerEntrypoint.`,
      );
    }
    const reached = { ...service(), ...(access && { endpoint: access.endpoint }) };
    const environment = await writeEnvironmentFile(folder.environment, containerEnvironment(plan, reached));
    const place = network.place(plan.hosts.indexOf(folder.host));
    return {
      name: local.name(key, folder.host),
      image: image.id,
      labels: local.labels(key),
      ...(plan.entrypoint && { entrypoint: plan.entrypoint }),
      ...(plan.arguments && { arguments: plan.arguments }),
      hostname: folder.host,
      ...(place.network !== undefined && { network: place.network }),
      ...(place.address !== undefined && { address: place.address }),
      hosts: [...place.hosts, ...(access?.hosts ?? [])],
      mounts: [{ source: folder.ml, target: containerRoot }],
      environmentFile: folder.environment,
      environment,
      ...(this.#limits?.memory !== undefined && { memory: this.#limits.memory }),
      ...(this.#limits?.cpus !== undefined && { cpus: this.#limits.cpus }),
      sharedMemory: sharedMemory(this.#limits?.memory ?? info.memory),
      stopTimeout: Math.ceil(grace / 1000),
    };
  }

  /** What a host runs first, by SageMaker's rules: an entrypoint of the request's replaces the image's, and its command too. */
  #program(): string | undefined {
    const { plan, image } = this.#options;
    return (plan.entrypoint ?? [...image.entrypoint, ...(plan.arguments ?? image.command)])[0];
  }

  #facts({ log }: HostFolder): ContainerFacts {
    const { plan, engine, image, info } = this.#options;
    return {
      engine: engine.name,
      image: plan.image,
      imagePlatform: image.platform,
      enginePlatform: info.platform,
      program: this.#program() ?? '',
      limits: this.#limits,
      log,
    };
  }
}

/** Why a container or network could not be made, as a job's FailureReason. */
function refused(engine: ContainerEngine, error: unknown): unknown {
  if (!isAppError(error)) return error;
  if (/bind source path does not exist|mounts denied|is not shared|statfs .* no such file/iu.test(error.message)) {
    return new JobError(
      `ClientError: ${engine.name} does not see this machine's folders: it runs on another machine, or may not share them. ` +
        `Use an engine of this machine, or share the state folder in its settings. It said: ${error.message}`,
    );
  }
  return new JobError(`InternalServerError: The container could not be made: ${error.message}`);
}
