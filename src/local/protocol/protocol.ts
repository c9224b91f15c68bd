import type { Authorization } from './authorization.ts';
import type { Answer, Exchange } from './exchange.ts';
import type { CallContext } from './operation.ts';
import type { AccessKeys } from './signature.ts';

/** A request on its way to a service: what it says about its signature has been read, nothing has been verified. */
export interface Call {
  readonly exchange: Exchange;
  readonly authorization: Authorization;
  readonly context: CallContext;
  readonly keys: AccessKeys;
}

/** One of AWS's wire protocols: verifies a call, serves it, and writes errors in its own shape. */
export interface Protocol {
  serve(call: Call): Promise<Answer>;
  /** The answer for anything thrown, a `SignatureError` or a `ServiceError`; anything else is an internal error. */
  failure(error: unknown, exchange: Exchange): Answer;
}
