import type { MachineAccess } from '../../../core/ports/containerEngine.ts';

/** Another address that the service is served at. */
export interface Listener {
  /** `http://<address>:<port>`. */
  readonly endpoint: string;
  close(): Promise<void>;
}

/** How the containers of a job reach Local SageMaker. */
export interface Access {
  readonly endpoint: string;
  /** `NAME:ADDRESS`, for the containers' /etc/hosts. */
  readonly hosts: readonly string[];
  /** Called when the job has ended. */
  release(): Promise<void>;
}

export interface ContainerAccessOptions {
  /** Serves at one more address of this machine. Rejects when it is none. */
  readonly listen: (address: string) => Promise<Listener>;
  /** Lets requests in that were sent to this name: they come in by the loopback address. */
  readonly admit: (name: string) => Listener;
}

interface Open {
  readonly listener: Promise<Listener>;
  readonly hosts: readonly string[];
  users: number;
}

/**
 * A container cannot reach the loopback address that Local SageMaker listens on. So, and only while containers run, it is served at the
 * address that this machine has in their network as well. The requests are checked in the same way: signature, and Host, which may be
 * that address then. Where the engine lives in a machine of its own (Docker Desktop, rootless engines), that address is none of
 * ours: the containers get the name that such engines lead to our loopback address. Containers that share this machine's network
 * reach it at an address of the loopback.
 */
export class ContainerAccess {
  readonly #options: ContainerAccessOptions;
  readonly #open = new Map<string, Open>();

  constructor(options: ContainerAccessOptions) {
    this.#options = options;
  }

  /** `gateway`: the machine's address in the containers' network, as far as the engine tells. */
  async open(gateway: string | undefined, machine: MachineAccess): Promise<Access> {
    if (gateway !== undefined) {
      const shared = await this.#share(gateway, () => ({ listener: this.#options.listen(gateway), hosts: [] })).catch(
        // None of our addresses.
        () => undefined,
      );
      if (shared !== undefined) return shared;
    }
    const { name, isKnown } = machine;
    const hosts = isKnown ? [] : [`${name}:host-gateway`];
    return this.#share(name, () => ({ listener: Promise.resolve(this.#options.admit(name)), hosts }));
  }

  async #share(address: string, start: () => Omit<Open, 'users'>): Promise<Access> {
    const open = this.#open.get(address) ?? { ...start(), users: 0 };
    this.#open.set(address, open);
    open.users += 1;
    const release = async (): Promise<void> => {
      open.users -= 1;
      if (open.users > 0) return;
      if (this.#open.get(address) === open) this.#open.delete(address);
      await open.listener.then((listener) => listener.close());
    };
    try {
      const { endpoint } = await open.listener;
      return { endpoint, hosts: open.hosts, release };
    } catch (error) {
      await release().catch(() => undefined);
      throw error;
    }
  }
}
