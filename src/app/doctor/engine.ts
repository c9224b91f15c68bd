import * as l10n from '@vscode/l10n';
import { isAppError, type ErrorCode } from '../../core/errors.ts';
import type { ContainerEngines } from '../../core/ports/containerEngine.ts';
import type { Finding } from './check.ts';

/** Milliseconds for an engine that should answer at once; a machine that jobs keep busy takes longer. */
const timeout = 30_000;

/** The container engine that images are built with, and that jobs on Local run in. None is needed for scripts that name no image. */
export async function checkEngine(engines: ContainerEngines, signal: AbortSignal | undefined): Promise<Finding> {
  const inTime = AbortSignal.any([AbortSignal.timeout(timeout), ...(signal ? [signal] : [])]);
  const use = l10n.t(
    'Without it scripts on Local run with this machine’s own R or Python; images cannot be built or run.',
  );
  try {
    const engine = await engines.find(inTime);
    const { version, platform, isRootless, context } = await engine.info(inTime);
    const told = [
      `${engine.name} ${version}`,
      ...(isRootless ? [l10n.t('rootless')] : []),
      platform,
      ...(context === undefined ? [] : [l10n.t('context {0}', context)]),
    ];
    return { state: 'found', detail: `${told.join(', ')} (${engine.program})` };
  } catch (error) {
    if (signal?.aborted === true || (!isAppError(error) && !inTime.aborted)) throw error;
    if (!isAppError(error)) return { state: 'limited', detail: l10n.t('does not answer'), advice: use };
    const advice = `${error.message} ${use}`;
    // A setting is a wish: what it names is not there.
    if (error.action === 'openSettings')
      return { state: 'missing', detail: l10n.t('wrong setting'), advice: error.message, action: error.action };
    if (error.code === 'EngineMissing') return { state: 'unneeded', detail: l10n.t('not found'), advice };
    return { state: 'limited', detail: whatIsWrong(error.code), advice };
  }
}

function whatIsWrong(code: ErrorCode): string {
  if (code === 'EngineNotPermitted') return l10n.t('not permitted');
  return code === 'EngineStopped' ? l10n.t('its engine does not answer') : l10n.t('does not work');
}
