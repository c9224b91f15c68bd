import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { env, l10n, ProgressLocation, Uri, window, workspace, type Disposable } from 'vscode';
import { downloadOutputs } from '../../app/downloadOutputs.ts';
import { isAbort } from '../../core/errors.ts';
import { JobId } from '../../core/jobs/jobRef.ts';
import type { Backend } from '../../core/ports/backend.ts';
import type { Logger } from '../../core/ports/logger.ts';
import { localPath } from '../../core/storage/localPath.ts';
import { parseS3Uri, s3BaseName } from '../../core/storage/s3Uri.ts';
import { showError } from '../kit/errors/showError.ts';
import type { JobOutputs, OutputFile } from '../../protocol/outputs.ts';
import type { FileActions } from './answers.ts';
import type { OutputsServer } from './outputsServer.ts';

/** Saves and opens output files with the editor's own dialogs. */
export class EditorFileActions implements FileActions, Disposable {
  readonly #logger: Logger;
  #folder: Promise<string> | undefined;
  #server: Promise<OutputsServer> | undefined;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  async save(backend: Backend, file: OutputFile): Promise<void> {
    const name = s3BaseName(file.uri);
    const target = await window.showSaveDialog({
      defaultUri: Uri.joinPath(startFolder(), name),
      title: l10n.t('Save {0}', name),
    });
    if (!target) return;
    await this.#transfer(l10n.t('Saving {0}', name), (signal, report) =>
      backend.objects.download(file.uri, target.fsPath, {
        signal,
        onProgress: (done, total) => {
          report(done / Math.max(1, total));
        },
      }),
    );
  }

  async saveAll(backend: Backend, outputs: JobOutputs): Promise<void> {
    const job = JobId.ofKey(outputs.job)?.name ?? outputs.job;
    const picked = await window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      defaultUri: startFolder(),
      openLabel: l10n.t('Save Here'),
      title: l10n.t('Folder for the outputs of {0}', job),
    });
    const folder = picked?.[0]?.fsPath;
    if (folder === undefined) return;
    const files = outputs.groups.flatMap(({ name, files: listed }) =>
      listed.map(({ uri, path: below, size, modified }) => ({
        uri,
        key: parseS3Uri(uri).key,
        size,
        lastModified: new Date(modified),
        etag: undefined,
        output: name,
        path: below,
      })),
    );
    const saved = await this.#transfer(l10n.t('Saving the outputs of {0}', job), async (signal, report) => {
      const target = path.join(folder, job);
      const onProgress = (done: number, total: number) => {
        report(done / total);
      };
      await downloadOutputs({ backend, files, folder: target, onProgress, signal });
    });
    if (saved)
      void window.showInformationMessage(l10n.t('Saved {0} files to {1}', files.length, path.join(folder, job)));
  }

  async openInEditor(backend: Backend, file: OutputFile): Promise<void> {
    const copy = await this.#copy(backend, file);
    if (copy !== undefined) await window.showTextDocument(Uri.file(copy), { preview: true });
  }

  async openExternally(backend: Backend, file: OutputFile, outputs: JobOutputs): Promise<void> {
    this.#server ??= import('./outputsServer.ts').then(({ OutputsServer: Server }) => new Server());
    const address = await (await this.#server).address(backend, file, outputs);
    await env.openExternal(await wayTo(Uri.parse(address)));
  }

  showFailure(error: unknown): void {
    // Not awaited: the message may stand for hours.
    void showError(error, this.#logger);
  }

  dispose(): void {
    void this.#server?.then((server) => {
      server.dispose();
    });
    // Copies that stay behind are in the way of nobody: the system clears its temporary folder.
    void this.#folder?.then((folder) => rm(folder, { recursive: true, force: true })).catch(() => undefined);
  }

  /** A copy of the file on this machine, for programs that need one; undefined when it was cancelled. */
  async #copy(backend: Backend, file: OutputFile): Promise<string | undefined> {
    const copy = localPath(await this.#copies(), parseS3Uri(file.uri).key);
    const done = await this.#transfer(l10n.t('Opening {0}', s3BaseName(file.uri)), (signal) =>
      backend.objects.download(file.uri, copy, { signal }),
    );
    return done ? copy : undefined;
  }

  /** A folder that could not be made is tried again with the next file. */
  async #copies(): Promise<string> {
    this.#folder ??= mkdtemp(path.join(os.tmpdir(), 'sagemaker-runner-'));
    try {
      return await this.#folder;
    } catch (error) {
      this.#folder = undefined;
      throw error;
    }
  }

  /** False when it was cancelled. */
  async #transfer(
    title: string,
    action: (signal: AbortSignal, report: (part: number) => void) => Promise<void>,
  ): Promise<boolean> {
    const options = { location: ProgressLocation.Notification, title, cancellable: true };
    return window.withProgress(options, async (progress, token) => {
      const abort = new AbortController();
      token.onCancellationRequested(() => {
        abort.abort();
      });
      let told = 0;
      try {
        await action(abort.signal, (part) => {
          progress.report({ increment: (part - told) * 100 });
          told = part;
        });
        return true;
      } catch (error) {
        if (isAbort(error)) return false;
        throw error;
      }
    });
  }
}

/**
 * From a remote machine the editor makes a way to a server of ours. For a browser on the same machine it may name one that nothing serves, and
 * there needs to be none: browsers take a name below `localhost` for this machine, and the editor passes it on as it is.
 */
async function wayTo(address: Uri): Promise<Uri> {
  const external = await env.asExternalUri(address);
  if (!/^(?:127\.0\.0\.1|localhost|\[::1\])(?::|$)/u.test(external.authority)) return external;
  const answer = await fetch(external.toString(), { redirect: 'manual' }).catch(() => undefined);
  await answer?.body?.cancel();
  if (answer?.status !== 403 && answer?.status !== 404) return external;
  return address.with({ authority: address.authority.replace(/^[^:]*/u, 'outputs.localhost') });
}

function startFolder(): Uri {
  return workspace.workspaceFolders?.[0]?.uri ?? Uri.file(os.homedir());
}
