import type * as vscode from 'vscode';
import type { RunEngine } from '../../core/jobs/engine.ts';
import { taskType } from '../kit/ids.ts';
import { without } from '../kit/without.ts';

/** A value of an input or output in tasks.json: a path or URI alone, or an object. */
export type DataEntry = string | Record<string, unknown>;

/** A task of type `sagemaker` as tasks.json has it. Whether it holds together is `parseTaskDefinition`'s to say. */
export interface SagemakerTaskDefinition extends vscode.TaskDefinition {
  readonly script: string;
  readonly code?: string;
  readonly arguments?: string[];
  readonly job?: string;
  readonly image?: string;
  readonly instanceType?: string;
  readonly instanceCount?: number;
  readonly volumeSize?: number;
  readonly maxRuntime?: number;
  readonly environment?: Record<string, string>;
  readonly inputs?: DataEntry[];
  readonly outputs?: DataEntry[];
  readonly engine?: RunEngine;
  readonly limitResources?: boolean;
  readonly networkIsolation?: boolean;
  readonly tags?: Record<string, string>;
  readonly run?: string;
}

export function isSagemakerTask(definition: vscode.TaskDefinition): definition is SagemakerTaskDefinition {
  return definition.type === taskType && typeof definition['script'] === 'string';
}

/** What describes the run itself, without what only VS Code's tasks need. */
export function runMembers(definition: vscode.TaskDefinition): Record<string, unknown> {
  return without(definition, 'type', 'run');
}
