import * as l10n from '@vscode/l10n';
import { AppError } from '../../errors.ts';

/** A member of an answer that SageMaker's API promises, and the SDK's types do not. */
export function required<T>(value: T | undefined, member: string): T {
  if (value !== undefined) return value;
  throw new AppError('Unexpected', l10n.t('SageMaker answered without {0}, which it always gives.', member));
}
