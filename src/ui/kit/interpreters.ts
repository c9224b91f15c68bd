import os from 'node:os';
import path from 'node:path';
import process from 'node:process';
import * as vscode from 'vscode';
import type { InterpreterCandidate } from '../../app/findInterpreter.ts';
import { folderEnvironments } from '../../app/interpreters/folderEnvironments.ts';
import type { Language } from '../../core/scripts/language.ts';
import { settingIds } from './ids.ts';
import type { Services } from './services.ts';

const rExtension = 'REditorSupport.r';
const pythonExtension = 'ms-python.python';

/**
 * What the language's own extension has chosen for the script, then our setting, then the environments of the script's folder. PATH is the finder's last
 * resort.
 */
export async function interpreterCandidates(
  language: Language,
  script: vscode.Uri | undefined,
  { settings, files }: Pick<Services, 'settings' | 'files'>,
): Promise<InterpreterCandidate[]> {
  const candidates: InterpreterCandidate[] = [];
  const chosen = await chosenByExtension(language, script);
  for (const command of chosen) candidates.push({ source: 'extension', command });
  const setting = language === 'r' ? settingIds.rscriptPath : settingIds.pythonPath;
  const set = settings.text(setting, script);
  if (set !== '') candidates.push({ source: 'setting', command: set, setting });
  if (script && vscode.workspace.isTrusted) {
    const workspaceFolder = vscode.workspace.getWorkspaceFolder(script)?.uri.fsPath;
    const about = { files, language, script: script.fsPath, workspaceFolder, home: os.homedir() };
    for (const command of await folderEnvironments(about)) candidates.push({ source: 'folder', command });
  }
  return candidates;
}

/** In a workspace that is not trusted its settings may name any program: they do not count there. */
function chosenByExtension(language: Language, script: vscode.Uri | undefined): Promise<string[]> | string[] {
  if (!vscode.workspace.isTrusted) return [];
  return language === 'r' ? chosenR(script) : chosenPython(script);
}

/** vscode-R keeps the paths of R and of its terminal per operating system; Rscript lies beside R. */
function chosenR(script: vscode.Uri | undefined): string[] {
  if (!vscode.extensions.getExtension(rExtension)) return [];
  const system = process.platform === 'win32' ? 'windows' : process.platform === 'darwin' ? 'mac' : 'linux';
  const configuration = vscode.workspace.getConfiguration('r', script);
  return ['rpath', 'rterm']
    .map((setting) => configuration.get<unknown>(`${setting}.${system}`))
    .filter((value) => typeof value === 'string')
    .filter((value) => /^R(\.exe)?$/iu.test(path.basename(value)) && path.isAbsolute(value));
}

/** The environment that is active for the script, by the Python extension's public API. */
async function chosenPython(script: vscode.Uri | undefined): Promise<string[]> {
  const extension = vscode.extensions.getExtension<unknown>(pythonExtension);
  if (!extension) return [];
  const api = extension.isActive ? extension.exports : await extension.activate();
  const environments = member(api, 'environments');
  const active: unknown = call(environments, 'getActiveEnvironmentPath', script);
  const resolved: unknown = await call(environments, 'resolveEnvironment', active);
  const executable = member(member(member(resolved, 'executable'), 'uri'), 'fsPath');
  return typeof executable === 'string' ? [executable] : [];
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}

function call(target: unknown, name: string, argument: unknown): unknown {
  const method = member(target, name);
  return typeof method === 'function' ? Reflect.apply(method, target, [argument]) : undefined;
}
