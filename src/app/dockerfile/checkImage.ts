import * as l10n from '@vscode/l10n';
import { AppError } from '../../core/errors.ts';
import type { ContainerEngine } from '../../core/ports/containerEngine.ts';
import { imageInterpreter } from '../../core/scripts/language.ts';
import { isUnknownModule, isUsed, type CodeNeeds, type PackageNeed } from '../../core/scripts/needs.ts';
import { satisfies } from '../../core/scripts/satisfies.ts';
import { probeArguments, readProbe } from '../../core/scripts/probe.ts';

export interface CheckImageOptions {
  readonly engine: ContainerEngine;
  /** Reference, digest or id of an image that the engine holds. */
  readonly image: string;
  readonly needs: CodeNeeds;
  /** Looks only for what the code uses, not for all that a file lists: what else is listed, this code may do without. */
  readonly onlyUsed?: boolean;
  readonly signal?: AbortSignal;
}

export interface ImageCheck {
  /** False when the image has no Rscript or python3; then all is missing. */
  readonly hasInterpreter: boolean;
  /** Packages that the code does not go on without, and the image lacks. */
  readonly missing: readonly PackageNeed[];
  /** Modules that the image lacks as well, but that may be files of the user's which are not beside the code. */
  readonly unknown: readonly PackageNeed[];
  /** Packages of which a file asks for other versions than the image has. */
  readonly different: readonly { readonly need: PackageNeed; readonly version: string }[];
  /** Number of packages that were looked for. */
  readonly checked: number;
}

/**
 * Looks into an image for what code needs, before a job is paid for: runs it for a moment, without a network, and asks its R or Python.
 * `ImageNotFound` when the engine does not hold it: nothing is pulled.
 */
export async function checkImage(options: CheckImageOptions): Promise<ImageCheck> {
  const { engine, image, needs, onlyUsed = false, signal } = options;
  const packages = needs.packages.filter((need) => isToBeThere(need, needs) && (!onlyUsed || isUsed(need, needs)));
  const command = [imageInterpreter[needs.language], ...probeArguments(needs.language, packages)] as const;
  const { exitCode, stdout, stderr } = await engine.tryCommand(image, command, signal);
  if (exitCode === 127)
    return { hasInterpreter: false, missing: packages, unknown: [], different: [], checked: packages.length };
  if (exitCode !== 0) {
    const message = l10n.t('The image could not be looked into: {0}', stderr.trim().split('\n').at(-1) ?? '');
    throw new AppError('EngineFailed', message);
  }
  const found = readProbe(stdout, packages);
  const different = packages.flatMap((need) => {
    const version = found.get(need.name)?.version ?? '';
    return version === '' || isWanted(version, need) ? [] : [{ need, version }];
  });
  const lacking = packages.filter(({ name }) => !found.has(name));
  const unknown = lacking.filter((need) => isUnknownModule(need, needs));
  return {
    hasInterpreter: true,
    missing: lacking.filter((need) => !unknown.includes(need)),
    unknown,
    different,
    checked: packages.length,
  };
}

/** Conda's list names more than Python's and R's packages: of it only what the code uses can be looked for. */
function isToBeThere(need: PackageNeed, needs: CodeNeeds): boolean {
  if (need.optional === true || need.marker !== undefined) return false;
  return needs.source?.kind !== 'environment.yml' || isUsed(need, needs);
}

/** Whether a version is the one that a file pins, or among those that it takes; what cannot be told is no difference. */
function isWanted(found: string, { version, constraint }: PackageNeed): boolean {
  if (version !== undefined) return satisfies(found, `==${version}`) ?? found === version;
  return constraint === undefined || satisfies(found, constraint) !== false;
}
