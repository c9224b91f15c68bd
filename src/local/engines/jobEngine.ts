import type { HostFolder } from '../files/jobFolder.ts';

/** How a host ended. */
export interface HostEnd {
  /** 128 + n for signal n. */
  readonly code: number;
  /** FailureReason, where more is known than the exit code. */
  readonly reason?: string;
}

/** What runs of one host, processes or a container. */
export interface HostProcesses {
  /** Resolves when what stands in the host's log file is the job's: until then an engine may have put a message of its own there. */
  readonly begun: Promise<void>;
  /** Resolves once the entrypoint and everything it left behind have ended. */
  readonly ended: Promise<HostEnd>;
  /** Asks the entrypoint to end (SIGTERM). */
  terminate(): Promise<void>;
  /** Ends every process at once (SIGKILL). */
  kill(): void;
}

export interface HostStart {
  readonly folder: HostFolder;
  /** File descriptor of the host's log file. */
  readonly output: number;
  /** Writes a line of Local SageMaker's own into the host's log. */
  readonly say: (line: string) => void;
  /** Fires when the job is to end early: what has not started yet need not. */
  readonly stop: AbortSignal;
}

/** What one job's hosts are run by. */
export interface JobEngine {
  /** True when the job sees its folder as /opt/ml. */
  readonly contained: boolean;
  /** What whoever reads the job's log should know first. */
  readonly notices: readonly string[];
  /** Called when all is in a host's folder that the job is to find there. */
  prepare(folder: HostFolder): Promise<void>;
  /** Starts a host. Resolves with how it ended when there was nothing to start. */
  start(host: HostStart): Promise<HostProcesses | HostEnd>;
  /** Called when all hosts have ended, before their files are read and removed. Resolves with lines for the log. */
  settle(folder: HostFolder): Promise<string[]>;
  /** Takes away all that was made for the job. Never rejects. */
  close(): Promise<void>;
}
