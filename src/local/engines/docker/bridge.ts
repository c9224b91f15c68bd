import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { ContainerEngine } from '../../../core/ports/containerEngine.ts';
import type { NetworkAddresses } from '../../../core/ports/containers.ts';

type Addresses = Promise<NetworkAddresses | undefined>;

/**
 * The addresses of an engine's own bridge, asked once: that takes as long as a tenth of a small job. Asked again when another engine is
 * used, or when the address it gave this machine has come or gone since, as it does when the engine is configured anew.
 */
export class Bridge {
  readonly #signal: () => AbortSignal;
  #known: { readonly program: string; readonly addresses: Addresses } | undefined;
  #wasOurs = false;

  /** `signal`: of the time that the engine has to answer. */
  constructor(signal: () => AbortSignal) {
    this.#signal = signal;
  }

  /** Undefined when the engine has none, or does not tell; then it is asked again. */
  async of(engine: ContainerEngine): Addresses {
    const known = this.#known;
    if (known?.program === engine.program) {
      const addresses = await known.addresses;
      if (addresses !== undefined && (await isOurs(addresses)) === this.#wasOurs) return addresses;
    }
    // Another job may have asked meanwhile.
    if (this.#known === known) this.#known = { program: engine.program, addresses: this.#ask(engine) };
    return this.#known?.addresses;
  }

  async #ask(engine: ContainerEngine): Addresses {
    const addresses = await engine.containers.network(undefined, this.#signal()).catch(() => undefined);
    this.#wasOurs = addresses !== undefined && (await isOurs(addresses));
    return addresses;
  }
}

/**
 * True where the engine is on this machine; false where it is in a machine of its own. The list of interfaces would not do: a bridge to which
 * no container is connected is not among them, and its address is this machine's all the same.
 */
async function isOurs({ gateway }: NetworkAddresses): Promise<boolean> {
  const socket = createSocket(gateway.includes(':') ? 'udp6' : 'udp4');
  try {
    socket.bind(0, gateway);
    await once(socket, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    socket.close();
  }
}
