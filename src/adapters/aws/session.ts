import type { Clients } from './clients.ts';
import { appErrorOf, isRefusedConnection, type AwsCallContext } from './errors.ts';

export type AwsCall = Omit<AwsCallContext, 'region' | 'profile'>;

/** Sends calls over the clients of a connection; what goes wrong becomes an `AppError`. */
export interface Session {
  readonly region: string;
  /** `isRepeated` when the request was sent before and its answer never came. */
  send<T>(call: AwsCall, request: (clients: Clients, isRepeated: boolean) => Promise<T>): Promise<T>;
}

export interface SessionOptions {
  readonly region: string;
  /** Name of the AWS profile, for messages; undefined on Local. */
  readonly profile?: string;
  readonly clients: Clients;
  /** Local only: finds or starts the server anew, after a call found nobody listening. */
  readonly reconnect?: (signal?: AbortSignal) => Promise<Clients>;
}

export function createSession({ region, profile, clients: first, reconnect }: SessionOptions): Session {
  let clients = first;
  let reconnecting: Promise<Clients> | undefined;
  const renew = async (failed: Clients): Promise<Clients> => {
    if (clients !== failed || reconnect === undefined) return clients;
    reconnecting ??= reconnect().finally(() => {
      reconnecting = undefined;
    });
    clients = await reconnecting;
    return clients;
  };
  return {
    region,
    async send(call, request) {
      const used = clients;
      try {
        return await request(used, false);
      } catch (error) {
        if (reconnect === undefined || !isRefusedConnection(error))
          throw appErrorOf(error, { ...call, region, profile });
      }
      const renewed = await renew(used);
      try {
        return await request(renewed, true);
      } catch (error) {
        throw appErrorOf(error, { ...call, region, profile });
      }
    },
  };
}
