export interface LogEvent {
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly message: string;
}

export interface LogPage {
  readonly events: readonly LogEvent[];
  /** Give it back for what comes next; equal to the one given when there is nothing new yet. */
  readonly nextToken: string;
}

/** CloudWatch Logs, as far as following a job needs it. A group or stream that is not there yet is empty, not an error. */
export interface JobLogs {
  /** Names of the streams whose name starts with `prefix`, in name order. */
  streams(group: string, prefix: string, signal?: AbortSignal): Promise<string[]>;
  /** A page of events, oldest first, from the token or from the stream's head. */
  events(group: string, stream: string, token: string | undefined, signal?: AbortSignal): Promise<LogPage>;
}
