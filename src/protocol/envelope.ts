import * as z from 'zod/mini';
import {
  events,
  requests,
  type EventName,
  type EventOf,
  type Params,
  type RequestName,
  type Result,
} from './outputs.ts';

// Compiled parsers need `eval`, which the webview's content security policy refuses.
z.config({ jitless: true });

function isRequestName(value: unknown): value is RequestName {
  return typeof value === 'string' && Object.hasOwn(requests, value);
}

function isEventName(value: unknown): value is EventName {
  return typeof value === 'string' && Object.hasOwn(events, value);
}

const messageToHost = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('request'),
    id: z.number(),
    name: z.custom<RequestName>(isRequestName),
    params: z.unknown(),
  }),
  z.object({ kind: z.literal('cancel'), id: z.number() }),
]);

const failure = z.object({ code: z.string(), message: z.string() });

const messageToWebview = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('answer'), id: z.number(), result: z.unknown() }),
  z.object({ kind: z.literal('failure'), id: z.number(), error: failure }),
  z.object({ kind: z.literal('event'), name: z.custom<EventName>(isEventName), payload: z.unknown() }),
]);

export type MessageToHost = z.infer<typeof messageToHost>;
export type MessageToWebview = z.infer<typeof messageToWebview>;
export type Failure = z.infer<typeof failure>;

/** Undefined for anything that is none of our messages. */
export function readMessageToHost(value: unknown): MessageToHost | undefined {
  return z.safeParse(messageToHost, value).data;
}

/** Undefined for anything that is none of our messages. */
export function readMessageToWebview(value: unknown): MessageToWebview | undefined {
  return z.safeParse(messageToWebview, value).data;
}

// TypeScript cannot follow a schema picked by a type parameter: the type asserted is the one of that very schema.

/** Parameters of a request; throws when they have not its shape. */
export function readParams<K extends RequestName>(name: K, value: unknown): Params<K> {
  const schema: z.core.$ZodType = requests[name].params;
  return z.parse(schema, value) as Params<K>;
}

/** Answer to a request; throws when it has not its shape. */
export function readResult<K extends RequestName>(name: K, value: unknown): Result<K> {
  const schema: z.core.$ZodType = requests[name].result;
  return z.parse(schema, value) as Result<K>;
}

/** Payload of an event; throws when it has not its shape. */
export function readEvent<K extends EventName>(name: K, value: unknown): EventOf<K> {
  const schema: z.core.$ZodType = events[name];
  return z.parse(schema, value) as EventOf<K>;
}
