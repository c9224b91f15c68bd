import * as vscode from 'vscode';
import { parseTaskDefinition } from '../../core/runs/taskDefinition.ts';
import { codeOfDocument } from '../../core/scripts/documents/codeOfDocument.ts';
import { isS3Uri } from '../../core/storage/s3Uri.ts';
import { imageInterpreter, scriptLanguage, type Language } from '../../core/scripts/language.ts';
import { processImage } from '../../core/aws/container.ts';
import type { Connection } from '../../core/connection.ts';
import type { RunSpec } from '../../core/runs/runSpec.ts';
import type { Rebuild } from '../images/build/rebuild.ts';
import { askImage } from '../images/choice/askImage.ts';
import { imageToRun } from '../images/choice/imageToRun.ts';
import { settingIds } from '../kit/ids.ts';
import type { Services } from '../kit/services.ts';
import type { Settings } from '../kit/settings.ts';
import { runMembers } from './definition.ts';
import { interpreterCandidates } from '../kit/interpreters.ts';
import { placeCode } from './placeCode.ts';
import { saveBeforeRun } from '../kit/tasks.ts';
import { requireTrust } from '../kit/script.ts';

export interface PreparedRun {
  readonly connection: Connection;
  readonly spec: RunSpec;
  /** Command or path of what runs the script. */
  readonly interpreter: string;
  /** What is sent and where the script works, in words, where that is not the script's own folder. */
  readonly told?: string;
}

/** From a task's definition, its variables replaced, to what is submitted. Asks only about its image. */
export async function prepareRun(
  definition: vscode.TaskDefinition,
  folder: vscode.WorkspaceFolder | undefined,
  services: Services,
  rebuild: Rebuild,
): Promise<PreparedRun> {
  requireTrust();
  await saveBeforeRun(folder);
  const { settings } = services;
  const connection = settings.connection();
  const workspaceFolder = (folder ?? vscode.workspace.workspaceFolders?.[0])?.uri.fsPath;
  const written = parseTaskDefinition(runMembers(definition), {
    workspaceFolder,
    defaults: settings.runDefaults(folder?.uri),
  });
  const { spec: parsed, told } = await placeCode(written, folder, services);
  const language = await languageToRun(parsed, services);
  const named = parsed.image ?? settings.image(language);
  const placed = place(parsed, connection, folder, settings);
  // What runs as a process of this machine needs no image, so none that is up to date.
  const isImageUsed = named !== undefined && named !== processImage && placed.engine !== 'process';
  const { engine } = placed;
  const chosen = isImageUsed
    ? await imageToRun({ image: named, language, connection, services, rebuild, ...(engine && { engine }) })
    : named;
  const image = chosen ?? (connection.kind === 'aws' ? await askImage(language, services) : processImage);
  const spec = { ...placed, image };
  const prepared = { connection, spec, ...(told !== undefined && { told }) };
  if (image !== processImage && spec.engine !== 'process')
    return { ...prepared, interpreter: imageInterpreter[language] };
  const candidates = await interpreterCandidates(language, vscode.Uri.file(parsed.script), services);
  const { path } = await services.interpreters.find(language, candidates);
  return { ...prepared, interpreter: path };
}

/** What tells Local how to run it: what the run itself says, else the settings. AWS has engines and instances of its own. */
function place(
  { engine, limitResources, ...run }: RunSpec,
  { kind }: Connection,
  folder: vscode.WorkspaceFolder | undefined,
  settings: Settings,
): RunSpec {
  if (kind === 'aws') return run;
  const usual = settings.engine(folder?.uri);
  const chosen = engine ?? (usual === 'auto' ? undefined : usual);
  const limited = limitResources ?? settings.boolean(settingIds.localLimitResources, folder?.uri);
  return { ...run, ...(chosen !== undefined && { engine: chosen }), ...(limited && { limitResources: true }) };
}

/** A Quarto document without any R is for Python. */
async function languageToRun({ script, code }: RunSpec, { files }: Services): Promise<Language> {
  const language = scriptLanguage(script);
  if (!/\.qmd$/iu.test(script) || (code !== undefined && isS3Uri(code))) return language;
  const chunks = codeOfDocument(script, await files.readText(script).catch(() => ''));
  return chunks.length > 0 && chunks.every((chunk) => chunk.language === 'python') ? 'python' : language;
}
