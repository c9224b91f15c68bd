import process from 'node:process';
import * as vscode from 'vscode';
import type { Interpreter } from '../../app/findInterpreter.ts';
import { probeInterpreter } from '../../app/interpreters/probe.ts';
import { missingPackages } from '../../app/packages/missingPackages.ts';
import { processImage } from '../../core/aws/container.ts';
import { engineOfJob } from '../../core/jobs/engine.ts';
import type { Language } from '../../core/scripts/language.ts';
import type { PackageNeed } from '../../core/scripts/needs.ts';
import { packageOfModule } from '../../core/scripts/python/packageName.ts';
import { isWellKnown } from '../../core/scripts/python/wellKnown.ts';
import { needsOf } from '../images/dockerfile/check.ts';
import type { Services } from '../kit/services.ts';
import type { EndedRun } from '../kit/state/runs.ts';

/** What a failed run lacked that can be installed for it. */
export interface InstallablePackages {
  readonly language: Language;
  readonly interpreter: Interpreter;
  /** All that the script needs and that is missing, so that it does not fail for one after the other. */
  readonly packages: readonly PackageNeed[];
}

/**
 * The packages that a run on this machine failed for; `missing` as R or Python named it. Undefined where nothing can be installed for it: in an
 * image, on AWS, and for what may be a file of the user's.
 */
export async function installableFor(
  run: EndedRun,
  missing: string,
  language: Language,
  services: Services,
): Promise<InstallablePackages | undefined> {
  const { connection, description, script } = run;
  const { files, processes, localRoot: root } = services;
  const path = description.script?.interpreter;
  const isProcess = description.image === processImage || engineOfJob(description) !== 'docker';
  if (connection.kind !== 'local' || !isProcess || path === undefined) return undefined;
  const probe = await probeInterpreter(processes, language, path);
  if (typeof probe === 'string') return undefined;
  const interpreter: Interpreter = { path, version: probe.version, source: 'path' };
  const needs = await needsOf(services, vscode.Uri.file(script), language, AbortSignal.timeout(30_000));
  const found = await missingPackages({ needs, interpreter, root, processes, files, environment: process.env });
  const named = language === 'r' ? { name: missing } : packageOfModule(missing);
  const isFound = found.some(({ name, module }) => name === named.name || (module ?? name) === missing);
  // What only running told: nothing says that a module that is not known is no file of the user's.
  if (!isFound && language === 'python' && !isWellKnown(named.name)) return undefined;
  return { language, interpreter, packages: isFound ? found : [{ ...named, places: [] }, ...found] };
}
