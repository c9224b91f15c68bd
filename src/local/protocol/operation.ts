import type { z } from 'zod';

/** What every operation knows about the request it serves. */
export interface CallContext {
  readonly requestId: string;
  readonly accountId: string;
  readonly region: string;
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

/**
 * One operation of a JSON-1.1 service (SageMaker, CloudWatch Logs). Its input schema holds AWS's own constraints: a violation
 * answers as that service's ValidationException. In the answer, dates become epoch seconds.
 */
export interface JsonOperation<Input = unknown> {
  readonly name: string;
  readonly input: z.ZodType<Input>;
  run(input: Input, context: CallContext): Promise<object> | object;
}
