import * as l10n from '@vscode/l10n';
import { AppError } from '../core/errors.ts';
import type { Backend } from '../core/ports/backend.ts';
import type { RunSpec } from '../core/runs/runSpec.ts';

/** The image a run uses. `ImageRequired` on AWS when neither the run nor the connection names one. */
export function imageOfRun(backend: Backend, spec: RunSpec): string {
  const image = spec.image ?? backend.defaultImage;
  if (image !== undefined) return image;
  throw new AppError(
    'ImageRequired',
    l10n.t(
      'On AWS a run needs a container image with R or Python, from Amazon ECR in {0}. Choose one; it is remembered.',
      backend.region,
    ),
    { action: 'selectImage' },
  );
}
