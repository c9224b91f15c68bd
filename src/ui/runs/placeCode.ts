import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { findCode, type FoundCode } from '../../app/workingDirectory/findCode.ts';
import { baseName, isIn, parentOf } from '../../core/paths.ts';
import type { RunSpec } from '../../core/runs/runSpec.ts';
import { scriptLanguage } from '../../core/scripts/language.ts';
import { isS3Uri } from '../../core/storage/s3Uri.ts';
import { messageText } from '../kit/errors/messageText.ts';
import type { Services } from '../kit/services.ts';

export interface PlacedRun {
  readonly spec: RunSpec;
  /** What is sent and where the script works, in words; undefined when both are the script's own folder. */
  readonly told?: string;
}

/**
 * Fills in what a run does not say itself: the folder that is sent, and the one in it where the script works, found by what the script names. More
 * than the script's own folder is offered before it is sent, and the answer kept for the folder. `CancellationError` without an answer.
 */
export async function placeCode(
  spec: RunSpec,
  folder: vscode.WorkspaceFolder | undefined,
  services: Services,
): Promise<PlacedRun> {
  const { script, code, workingDirectory } = spec;
  if (code !== undefined && (isS3Uri(code) || workingDirectory !== undefined)) return { spec };
  const own = parentOf(script);
  const workspaceFolder = folder?.uri.fsPath;
  if (own === workspaceFolder && code === undefined && !(await mayLeadOut(script, services))) return { spec };
  const about = {
    files: services.files,
    parser: await services.loadParser(),
    script,
    language: scriptLanguage(baseName(script)),
    workspaceFolder,
    home: os.homedir(),
  };
  let found = await findCode({ ...about, ...(code !== undefined && { code }) });
  if (code === undefined && found.code !== own && !(await isWanted(found, script, services)))
    found = await findCode({ ...about, code: own });
  const placed = {
    ...spec,
    ...((code !== undefined || found.code !== own) && { code: found.code }),
    workingDirectory: workingDirectory ?? found.workingDirectory,
  };
  return { spec: placed, ...toldOf(placed, found, own) };
}

/** A script at the top of the workspace leads out of it only in words like these: no reason to load a parser for each. */
async function mayLeadOut(script: string, { files }: Services): Promise<boolean> {
  const text = await files.readText(script).catch(() => '');
  return /\.\.[/\\"']|\bhere\b|__file__|\bparents?\b/u.test(text);
}

async function isWanted(found: FoundCode, script: string, { store }: Services): Promise<boolean> {
  const own = parentOf(script);
  const before = store.codeOf(own);
  if (before && isIn(before.offered, found.code)) return isIn(before.code, found.code);
  const wide = vscode.l10n.t('Send {0}', messageText(baseName(found.code)));
  const narrow = vscode.l10n.t('Send Only {0}', messageText(baseName(own)));
  const { path: named = '', file = script, line = 1 } = found.because ?? {};
  const chosen = await vscode.window.showInformationMessage(
    vscode.l10n.t('Send the folder {0} to the job?', messageText(found.code)),
    {
      modal: true,
      detail: vscode.l10n.t(
        '{0} names {1} in line {2}, which is not in the script’s own folder {3}. The answer is kept for that folder; the option “Code folder” of a run says otherwise.',
        baseName(file),
        path.isAbsolute(named) ? baseName(named) : named || vscode.l10n.t('the project'),
        line,
        baseName(own),
      ),
    },
    wide,
    narrow,
  );
  if (chosen === undefined) throw new vscode.CancellationError();
  await store.saveCode(own, { offered: found.code, code: chosen === wide ? found.code : own });
  return chosen === wide;
}

function toldOf({ code, workingDirectory }: RunSpec, { because }: FoundCode, own: string): { told?: string } {
  if ((code ?? own) === own && (workingDirectory ?? own) === own) return {};
  const relative = (folder: string): string => vscode.workspace.asRelativePath(folder, true);
  const where = vscode.l10n.t(
    'Sends the folder {0}; works in {1}',
    relative(code ?? own),
    relative(workingDirectory ?? own),
  );
  const why =
    because && vscode.l10n.t('{0}, line {1}: {2}', baseName(because.file), because.line, because.path || 'here()');
  return { told: why === undefined ? where : `${where} (${why})` };
}
