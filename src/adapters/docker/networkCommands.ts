import * as z from 'zod/mini';
import { addressIn } from '../../core/text/subnet.ts';
import type { NetworkAddresses, NetworkRequest } from '../../core/ports/containers.ts';
import { lines, type EngineCommand } from './engineCommand.ts';

/** An internal network of Docker's still has this machine in it, with whatever listens there, unless its bridge has no address. */
const withoutMachine = ['--opt', 'com.docker.network.bridge.inhibit_ipv4=true'];

/** False when another network has (part of) the subnet. */
export function createNetwork(
  engine: string,
  { name, labels, internal, subnet }: NetworkRequest,
): EngineCommand<boolean> {
  return {
    args: [
      ...['network', 'create', ...(internal ? ['--internal', ...(engine === 'Docker' ? withoutMachine : [])] : [])],
      ...Object.entries(labels).flatMap(([label, value]) => ['--label', `${label}=${value}`]),
      ...(subnet === undefined ? [] : ['--subnet', subnet]),
      name,
    ],
    parse: (stdout) => stdout.trim() !== '',
    accept: ({ stderr }) => /overlaps with|already used|already being used/iu.test(stderr),
  };
}

/** Removes networks; those that have gone are no failure. */
export function removeNetworks(names: readonly string[]): EngineCommand<void> {
  return {
    args: ['network', 'rm', ...names],
    parse: () => undefined,
    accept: ({ stderr }) => /no such network|not found/iu.test(stderr),
  };
}

/** The ids of the networks that bear a label. */
export function listNetworks(label: string): EngineCommand<string[]> {
  return { args: ['network', 'ls', '--quiet', '--no-trunc', '--filter', `label=${label}`], parse: lines };
}

/** What engines call their own network. */
const ownNetwork = (engine: string): string => (engine === 'Podman' ? 'podman' : 'bridge');

const text = z.optional(z.string());
const subnets = z.nullish(
  z.array(
    z.pipe(
      z.object({ Subnet: text, Gateway: text, subnet: text, gateway: text }),
      z.transform(({ Subnet, Gateway, subnet = Subnet, gateway = Gateway }) => ({ subnet, gateway })),
    ),
  ),
);
/** `network inspect`: Docker's and nerdctl's shape, and Podman's. */
const networks = z.array(
  z.union([
    z.pipe(
      z.object({ IPAM: z.object({ Config: subnets }) }),
      z.transform(({ IPAM }) => IPAM.Config ?? []),
    ),
    z.pipe(
      z.object({ subnets }),
      z.transform((each) => each.subnets ?? []),
    ),
  ]),
);

/** Addresses of a network, the engine's own without `name`. Where it names no gateway, that is its first address. IPv4 only. */
export function network(engine: string, name = ownNetwork(engine)): EngineCommand<NetworkAddresses | undefined> {
  return {
    args: ['network', 'inspect', name],
    parse: (stdout) => {
      for (const { gateway, subnet = '' } of networks.parse(JSON.parse(stdout)).flat()) {
        const found = addressIn(subnet, 1);
        if (found !== undefined) return { subnet, gateway: gateway?.split('/')[0] ?? found };
      }
      return undefined;
    },
  };
}
