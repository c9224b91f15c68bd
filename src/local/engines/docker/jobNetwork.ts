import type { MachineAccess } from '../../../core/ports/containerEngine.ts';
import type { Containers, NetworkAddresses } from '../../../core/ports/containers.ts';
import { addressIn } from '../../../core/text/subnet.ts';
import { JobError } from '../../contracts/jobError.ts';

/** Where in its network a host of a job is. */
export interface HostPlace {
  /** Undefined: the engine's own bridge. */
  readonly network: string | undefined;
  readonly address?: string;
  /** `NAME:ADDRESS`, for its /etc/hosts. */
  readonly hosts: readonly string[];
}

/** The network of one job. */
export interface JobNetwork {
  /** The machine's address in it; undefined when the engine does not tell. */
  readonly gateway: string | undefined;
  /** True when it leads nowhere: not to Local SageMaker either. */
  readonly isolated: boolean;
  /** `index`: of the host among the job's. */
  place(index: number): HostPlace;
}

export interface JobNetworkOptions {
  readonly containers: Containers;
  /** The addresses of the engine's own bridge. */
  readonly bridge: () => Promise<NetworkAddresses | undefined>;
  readonly machine: MachineAccess;
  /** Of the job's own network, where it has one: whoever asks for it removes it, also when it could not be made. */
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly hosts: readonly string[];
  /** EnableNetworkIsolation: the hosts of the job reach each other, as on SageMaker, and nothing else. */
  readonly isolated: boolean;
  readonly signal: () => AbortSignal;
}

const loopback = '127.0.0.1';
/** Takes of other jobs that make networks at the same moment. */
const attempts = 5;

/** Whether a job gets a network of its own, which goes with it. */
export function hasOwnNetwork(hosts: readonly string[]): boolean {
  return hosts.length > 1;
}

/**
 * The engine's own bridge, or this machine's network, for a job of one host; several hosts get a network of the job's own, in which they
 * know each other by name.
 */
export async function makeJobNetwork(options: JobNetworkOptions): Promise<JobNetwork> {
  const { bridge, hosts, isolated, machine } = options;
  if (hasOwnNetwork(hosts)) return ownNetwork(options);
  const [host = ''] = hosts;
  if (isolated)
    return {
      gateway: undefined,
      isolated,
      place: () => ({ network: 'none', hosts: [`${host}:${loopback}`] }),
    };
  if (machine.by === 'sharing')
    return {
      gateway: loopback,
      isolated,
      place: () => ({ network: 'host', hosts: [`${host}:${loopback}`] }),
    };
  // Where the bridge has another name, or there is none, the engine is told the machine's name instead.
  const addresses = await bridge();
  return { gateway: addresses?.gateway, isolated, place: () => ({ network: undefined, hosts: [] }) };
}

/**
 * Hosts have to know each other's names from their first moment, and an engine's own name service knows only those that have started. So
 * their addresses are fixed beforehand, which engines allow in a network with a subnet that was asked for: the one that the engine itself
 * would choose, as that is free.
 */
async function ownNetwork({
  containers,
  name,
  labels,
  hosts,
  isolated,
  signal,
}: JobNetworkOptions): Promise<JobNetwork> {
  const request = { name, labels, internal: isolated };
  for (let attempt = 0; attempt < attempts; attempt++) {
    await containers.createNetwork(request, signal());
    const addresses = await containers.network(name, signal());
    await containers.removeNetworks([name], signal());
    if (addresses === undefined) break;
    const { subnet, gateway } = addresses;
    if (!(await containers.createNetwork({ ...request, subnet }, signal()))) continue;
    const places = hosts.map((host, index) => ({ host, address: addressIn(subnet, index + 2) ?? '' }));
    const known = places.map(({ host, address }) => `${host}:${address}`);
    const place = (index: number): HostPlace => {
      const own = places[index];
      return {
        network: name,
        ...(own && { address: own.address }),
        hosts: known.filter((_each, other) => other !== index),
      };
    };
    return { gateway, isolated, place };
  }
  throw new JobError(
    'InternalServerError: The job could not be run: the container engine has no network for its hosts.',
  );
}
