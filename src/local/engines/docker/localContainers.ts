import { createHash, randomUUID } from 'node:crypto';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  ContainerEngine,
  ContainerEngines,
  EngineImage,
  EngineInfo,
} from '../../../core/ports/containerEngine.ts';
import type { Logger } from '../../../core/ports/logger.ts';
import type { HostFolder } from '../../files/jobFolder.ts';
import { withoutHost, type RegistryHosts } from '../../registry/registryHosts.ts';
import type { ContainerAccess } from './access.ts';
import { Bridge } from './bridge.ts';
import { takeOwnership } from './ownership.ts';
import { watchContainers } from './watchContainers.ts';

export interface LocalContainersOptions {
  /** The state folder. */
  readonly root: string;
  /** Known to this state folder only: what it is told by among those that use the same engine. */
  readonly secret: string;
  readonly engines: ContainerEngines;
  readonly hosts: RegistryHosts;
  readonly access: ContainerAccess;
  readonly logger: Logger;
}

/** A job that ran when an earlier process ended. */
export interface InterruptedJob {
  readonly key: string;
  /** As its request names it. */
  readonly image: string;
  readonly folders: readonly HostFolder[];
}

/** Milliseconds that an engine has for what takes work: to make a container on a busy machine, to remove many. */
const workLimit = 30_000;

/** Milliseconds in which an engine that is well refuses something, and after which it is asked once more. */
const quick = 500;

/** Milliseconds to make a job's files the user's: there may be millions. */
const ownershipLimit = 15 * 60_000;

/** Label of everything that Local SageMaker makes in an engine: of its state folder, and of the process. */
const rootLabel = 'sagemaker-runner.root';
const processLabel = 'sagemaker-runner.process';

/** What Local SageMaker has in this machine's container engine: it makes sure that nothing of it stays there, however it ends. */
export class LocalContainers {
  readonly access: ContainerAccess;
  readonly bridge = new Bridge(() => this.limit());
  readonly #options: LocalContainersOptions;
  readonly #root: string;
  readonly #process = randomUUID();
  /** There while containers may be. */
  readonly #mark: string;
  readonly #left = { containers: new Set<string>(), networks: new Set<string>() };
  #info: { readonly program: string; readonly info: Promise<EngineInfo> } | undefined;
  #watcher: { end: () => void } | undefined;

  constructor(options: LocalContainersOptions) {
    this.#options = options;
    this.access = options.access;
    this.#root = createHash('sha256').update(options.secret).digest('hex').slice(0, 12);
    this.#mark = path.join(options.root, 'containers');
  }

  /** The engine of this machine. `EngineMissing`. */
  find(): Promise<ContainerEngine> {
    return this.#options.engines.find();
  }

  /** The image that a request names, by tag or by digest; undefined when the engine does not have it. Nothing is pulled. */
  async findImage(engine: ContainerEngine, image: string): Promise<EngineImage | undefined> {
    const found = await engine.findImage(image, this.limit());
    const wanted = found === undefined ? withoutHost(this.#options.hosts, image) : undefined;
    if (wanted === undefined) return found;
    // Local's registry is one in all regions: the image may have been given its name in another.
    const tagged = /:[^:/]+$/.test(wanted) ? wanted : `${wanted}:latest`;
    for (const { repository, tag } of await engine.imageNames(this.limit())) {
      if (withoutHost(this.#options.hosts, `${repository}:${tag}`) !== tagged) continue;
      return engine.findImage(`${repository}:${tag}`, this.limit());
    }
    return undefined;
  }

  /** What the engine is, asked once. */
  async info(engine: ContainerEngine): Promise<EngineInfo> {
    if (this.#info?.program !== engine.program)
      this.#info = { program: engine.program, info: engine.info(this.limit()) };
    try {
      return await this.#info.info;
    } catch (error) {
      this.#info = undefined;
      throw error;
    }
  }

  /** A name for a container or network of a job that no other state folder uses; `key`: of its `JobRef`. */
  name(key: string, host?: string): string {
    return ['sagemaker-runner', this.#root, key, ...(host === undefined ? [] : [host])].join('-');
  }

  labels(key: string): Record<string, string> {
    return { [rootLabel]: this.#root, [processLabel]: this.#process, 'sagemaker-runner.job': key };
  }

  /** Called before anything is made in the engine: from now on it goes with this process. */
  watch(engine: ContainerEngine): void {
    if (this.#watcher !== undefined) return;
    writeFileSync(this.#mark, '');
    this.#watcher = watchContainers(engine.program, `${processLabel}=${this.#process}`);
  }

  /** Removes containers and then networks. What cannot be removed now is tried again with the next ones. Never rejects. */
  async remove(
    engine: ContainerEngine,
    containers: readonly string[],
    networks: readonly string[],
    isAgain = false,
  ): Promise<void> {
    const left = this.#left;
    for (const name of containers) left.containers.add(name);
    for (const name of networks) left.networks.add(name);
    const begun = Date.now();
    try {
      const [all, nets] = [[...left.containers], [...left.networks]];
      await engine.containers.remove(all, this.limit());
      for (const name of all) left.containers.delete(name);
      await engine.containers.removeNetworks(nets, this.limit());
      for (const name of nets) left.networks.delete(name);
    } catch (error) {
      this.#options.logger.warn(`containers could not be removed yet: ${String(error)}`);
      // Engines that are busy with the machine's network refuse for a moment; one that hangs, or is gone, is not waited for once more.
      if (isAgain || Date.now() - begun > quick) return;
      await sleep(quick);
      await this.remove(engine, [], [], true);
    }
  }

  /**
   * Makes what the containers of a job left in a host's folder this user's own; `image` is an id. Resolves with why it could not be
   * done, if so.
   */
  async takeOwnership(
    engine: ContainerEngine,
    image: string,
    key: string,
    folder: HostFolder,
    limit = ownershipLimit,
  ): Promise<string | undefined> {
    const { isRootless } = await this.info(engine);
    return takeOwnership(folder.ml, {
      containers: engine.containers,
      image,
      name: `${this.name(key, folder.host)}-files`,
      labels: this.labels(key),
      ...{ isRootless, limit },
    });
  }

  /** Removes what an earlier process on this state folder left in the engine, and gives this user the files of jobs that ran in it. */
  async recover(interrupted: readonly InterruptedJob[]): Promise<void> {
    if (!existsSync(this.#mark)) return;
    try {
      const engine = await this.find();
      const { containers } = engine;
      const label = `${rootLabel}=${this.#root}`;
      await containers.remove(await containers.list(label, this.limit()), this.limit());
      await containers.removeNetworks(await containers.listNetworks(label, this.limit()), this.limit());
      for (const { key, image, folders } of interrupted) {
        const found = await this.findImage(engine, image);
        if (found === undefined) continue;
        for (const folder of folders) {
          // The start waits for it.
          const reason = await this.takeOwnership(engine, found.id, key, folder, workLimit);
          if (reason !== undefined) this.#options.logger.warn(`files of ${key} belong to another user: ${reason}`);
        }
      }
      rmSync(this.#mark, { force: true });
    } catch (error) {
      this.#options.logger.warn(`containers of an earlier process could not be removed: ${String(error)}`);
    }
  }

  /** Called when no job runs any more. */
  close(): void {
    if (this.#watcher === undefined) return;
    this.#watcher.end();
    if (this.#left.containers.size === 0 && this.#left.networks.size === 0) rmSync(this.#mark, { force: true });
  }

  /** The time that an engine has for an answer. */
  limit(): AbortSignal {
    return AbortSignal.timeout(workLimit);
  }
}
