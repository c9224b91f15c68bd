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

/** What Docker Desktop, and other engines by `host-gateway`, call the machine that they were started from. */
const machineName = 'host.docker.internal';

interface Open {
  readonly listener: Promise<Listener>;
  readonly hosts: readonly string[];
  users: number;
}

/**
 * A container cannot reach the loopback address that Local SageMaker listens on. So, and only while containers run, it is served at the
 * address that this machine has in their network as well. The requests are checked in the same way: signature, and Host, which may be
 * that address then. Where the engine lives in a machine of its own (Docker Desktop, rootless engines), that address is none of
 * ours: the containers get the name that such engines lead to our loopback address.
 */
export class ContainerAccess {
  readonly #options: ContainerAccessOptions;
  readonly #open = new Map<string, Open>();

  constructor(options: ContainerAccessOptions) {
    this.#options = options;
  }

  /** `gateway`: the machine's address in the containers' network, as far as the engine tells. */
  async open(gateway: string | undefined): Promise<Access> {
    const address = gateway ?? machineName;
    try {
      return await this.#share(address);
    } catch (error) {
      if (address === machineName) throw error;
      return this.#share(machineName);
    }
  }

  async #share(address: string): Promise<Access> {
    const open = this.#open.get(address) ?? this.#start(address);
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

  #start(address: string): Open {
    const { listen, admit } = this.#options;
    const isName = address === machineName;
    const open: Open = {
      listener: isName ? Promise.resolve(admit(address)) : listen(address),
      hosts: isName ? [`${machineName}:host-gateway`] : [],
      users: 0,
    };
    this.#open.set(address, open);
    return open;
  }
}
