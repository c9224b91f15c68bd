import * as vscode from 'vscode';
import { submitJob, type SubmitStep, type SubmittedJob } from '../../app/submitJob.ts';
import { processImage } from '../../core/aws/container.ts';
import { abortable } from '../../core/abortable.ts';
import type { Connection } from '../../core/connection.ts';
import type { Backend } from '../../core/ports/backend.ts';
import type { Rebuild } from '../build/rebuild.ts';
import type { Services } from '../services.ts';
import { prepareRun, type PreparedRun } from './prepareRun.ts';

export interface SubmitRunOptions {
  readonly definition: vscode.TaskDefinition;
  readonly folder: vscode.WorkspaceFolder | undefined;
  readonly services: Services;
  /** Builds an image again that the run is to use. */
  readonly rebuild: Rebuild;
  readonly onProgress: (step: SubmitStep) => void;
  readonly onChecking: () => void;
  readonly onConnecting: (connection: Connection) => void;
  readonly signal: AbortSignal;
}

export interface SubmittedRun extends PreparedRun {
  readonly backend: Backend;
  readonly job: SubmittedJob;
}

/** From a task's definition to a created job. Loaded on first use: reading definitions and collecting code is heavy. */
export async function submitRun(options: SubmitRunOptions): Promise<SubmittedRun> {
  const { definition, folder, services, rebuild, onProgress, onConnecting, signal } = options;
  const prepared = await abortable(prepareRun(definition, folder, services, rebuild), signal);
  await checkImage(prepared, options);
  onConnecting(prepared.connection);
  const backend = await services.backends.get(prepared.connection, signal);
  const job = await submitJob({
    backend,
    spec: prepared.spec,
    interpreter: prepared.interpreter,
    files: services.files,
    launcherFolder: vscode.Uri.joinPath(services.extensionUri, 'media', 'launcher').fsPath,
    codeSizeLimit: services.settings.maxCodeSize(folder?.uri),
    clock: services.clock,
    onProgress,
    signal,
  });
  return { ...prepared, connection: backend.connection, backend, job };
}

async function checkImage({ spec }: PreparedRun, { services, onChecking, signal }: SubmitRunOptions): Promise<void> {
  const { image = processImage, engine } = spec;
  if (image === processImage || engine === 'process') return;
  const { checkBeforeRun } = await import('../dockerfile/dockerfiles.ts');
  await checkBeforeRun({ spec, image, services, onChecking, signal });
}
