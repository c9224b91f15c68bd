import * as vscode from 'vscode';
import { submitJob, type SubmitStep, type SubmittedJob } from '../../app/submitJob.ts';
import { processImage } from '../../core/aws/container.ts';
import { isAppError } from '../../core/errors.ts';
import { CodeTooLarge } from '../../core/code/sizeLimit.ts';
import { scriptLanguage } from '../../core/scripts/language.ts';
import { abortable } from '../../core/abortable.ts';
import type { Connection } from '../../core/connection.ts';
import type { Backend } from '../../core/ports/backend.ts';
import type { Rebuild } from '../images/build/rebuild.ts';
import { askMissingImage } from '../images/choice/askMissingImage.ts';
import type { Services } from '../kit/services.ts';
import { askTooLarge } from './askTooLarge.ts';
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
  const { definition, folder, services, rebuild, signal } = options;
  let prepared = await abortable(prepareRun(definition, folder, services, rebuild), signal);
  // A limit that saves time and money means nothing on this machine.
  let sizeLimit = prepared.connection.kind === 'local' ? Infinity : services.settings.maxCodeSize(folder?.uri);
  for (;;) {
    await checkImage(prepared, options);
    try {
      return await submit(prepared, options, sizeLimit);
    } catch (error) {
      if (error instanceof CodeTooLarge && Number.isFinite(sizeLimit)) {
        if ((await abortable(askTooLarge(error), signal)) === 'all') sizeLimit = Infinity;
        continue;
      }
      if (!isAppError(error) || error.code !== 'ImageNotFound') throw error;
      // Found out on the way, before anything was uploaded: to look first would cost every run on AWS another question.
      const { connection, spec } = prepared;
      const { image = processImage } = spec;
      const missing = { image, language: scriptLanguage(spec.script), connection, services, rebuild };
      prepared = { ...prepared, spec: { ...spec, image: await abortable(askMissingImage(missing), signal) } };
    }
  }
}

async function submit(prepared: PreparedRun, options: SubmitRunOptions, codeSizeLimit: number): Promise<SubmittedRun> {
  const { services, onProgress, onConnecting, signal } = options;
  onConnecting(prepared.connection);
  const backend = await services.backends.get(prepared.connection, signal);
  const job = await submitJob({
    backend,
    spec: prepared.spec,
    interpreter: prepared.interpreter,
    files: services.files,
    launcherFolder: vscode.Uri.joinPath(services.extensionUri, 'media', 'launcher').fsPath,
    codeSizeLimit,
    clock: services.clock,
    onProgress,
    signal,
  });
  return { ...prepared, connection: backend.connection, backend, job };
}

async function checkImage({ spec }: PreparedRun, { services, onChecking, signal }: SubmitRunOptions): Promise<void> {
  const { image = processImage, engine } = spec;
  if (image === processImage || engine === 'process') return;
  const { checkBeforeRun } = await import('../images/dockerfile/checkBeforeRun.ts');
  await checkBeforeRun({ spec, image, services, onChecking, signal });
}
