import type * as vscode from 'vscode';
import type { InterpreterFinder } from '../../app/findInterpreter.ts';
import type { AwsProfiles } from '../../core/ports/awsProfiles.ts';
import type { Backends } from '../../core/ports/backend.ts';
import type { LoadParser } from '../../core/ports/codeParser.ts';
import type { Clock } from '../../core/ports/clock.ts';
import type { ContainerEngines } from '../../core/ports/containerEngine.ts';
import type { TableCopies } from '../../core/ports/tableCopies.ts';
import type { Files } from '../../core/ports/files.ts';
import type { FolderWriter } from '../../core/ports/folderWriter.ts';
import type { Logger } from '../../core/ports/logger.ts';
import type { ProcessRunner } from '../../core/ports/processRunner.ts';
import type { BuiltImages } from './state/builtImages.ts';
import type { Runs } from './state/runs.ts';
import type { CheckedImages } from './state/checkedImages.ts';
import type { RunStore } from './state/runStore.ts';
import type { Settings } from './settings.ts';

/** What the parts of the user interface are built with. */
export interface Services {
  readonly extensionUri: vscode.Uri;
  /** A folder of this extension for copies of outputs that are opened in the editor. */
  readonly storageUri: vscode.Uri;
  readonly workspaceState: vscode.Memento;
  readonly backends: Backends;
  readonly profiles: AwsProfiles;
  readonly interpreters: InterpreterFinder;
  readonly processes: ProcessRunner;
  readonly engines: ContainerEngines;
  readonly files: Files;
  readonly folders: FolderWriter;
  readonly loadParser: LoadParser;
  readonly tableCopies: TableCopies;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly settings: Settings;
  readonly store: RunStore;
  readonly runs: Runs;
  readonly checkedImages: CheckedImages;
  readonly builtImages: BuiltImages;
  /** Folder of Local SageMaker's state. */
  readonly localRoot: string;
  /** The program of Local SageMaker on that folder: what runs it, as Node, and its arguments. */
  readonly localProgram: { readonly executable: string; readonly args: () => readonly string[] };
}
