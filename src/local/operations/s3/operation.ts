import type { Answer } from '../../protocol/exchange.ts';
import type { CallContext } from '../../protocol/operation.ts';
import type { S3Store } from '../../store/objects/index.ts';
import type { S3Body } from './body.ts';

/** A verified request to S3. */
export interface S3Request {
  /** Empty for the service itself. */
  readonly bucket: string;
  /** Empty for a bucket. */
  readonly key: string;
  readonly context: CallContext;
  readonly body: S3Body;
  readonly header: (name: string) => string | undefined;
  /** Every header whose name starts with `prefix`, without it. */
  readonly headersFrom: (prefix: string) => Record<string, string>;
  readonly query: (name: string) => string | undefined;
  /** All of the headers, and of the query parameters, in lower case. */
  readonly headerNames: readonly string[];
  readonly queryNames: readonly string[];
}

export interface S3Operation {
  /** AWS's name. */
  readonly name: string;
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  readonly on: 'service' | 'bucket' | 'object';
  /** The query parameter that asks for this operation and no other: `uploads`, `tagging`. */
  readonly parameter?: string;
  /** The header that does. */
  readonly withHeader?: string;
  /**
   * The query parameters and headers that it acts upon, in lower case. A request that asks for more is refused: what a client
   * wants is never dropped in silence.
   */
  readonly takes?: readonly string[];
  run(request: S3Request, store: S3Store): Promise<Answer> | Answer;
}
