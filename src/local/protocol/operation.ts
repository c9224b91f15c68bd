import type { Caller } from './caller.ts';
import type { Checked } from './model/serviceModel.ts';
import type { Xml } from './xml.ts';

/** What every operation knows about the request it serves. */
export interface CallContext {
  readonly requestId: string;
  readonly accountId: string;
  /** The region that the client signed for. Resources are the same in all of them; ARNs and answers carry this one. */
  readonly region: string;
  /** Who signed it. */
  readonly caller: Caller;
  /** `http://127.0.0.1:<port>`. */
  readonly endpoint: string;
  readonly now: Date;
}

/** An answer that is JSON already: sent as it is. */
export class PreparedJson {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** One operation of a query service (STS, IAM), as `JsonOperation`; its answer is the children of the XML result. */
export interface QueryOperation<Request = unknown> {
  readonly name: string;
  run(input: Checked<Request>, context: CallContext): readonly Xml[];
}

/**
 * One operation of a JSON service (SageMaker, CloudWatch Logs). `Request` is the SDK's type of what it takes: that was checked against
 * the service's model when it runs. In the answer, dates become epoch seconds.
 */
export interface JsonOperation<Request = unknown> {
  /** As the service's model has it. */
  readonly name: string;
  run(input: Checked<Request>, context: CallContext): Promise<object> | object;
}
