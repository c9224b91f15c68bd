import * as l10n from '@vscode/l10n';
import type { DockerfileRequest, ImageParts } from './plan.ts';

/** An image whose packages conda installs, as environment.yml lists them. */
export function condaImage({ needs }: DockerfileRequest): ImageParts {
  const path = needs.source?.path ?? 'environment.yml';
  const missing = needs.packages.slice(needs.listed).filter(({ optional }) => optional !== true);
  return {
    base: 'mambaorg/micromamba:2.0.5-debian12-slim',
    reason: [l10n.t('micromamba installs what {0} lists, without the rest of conda.', path)],
    layers: [
      [
        'USER root',
        `# ${l10n.t('Packages as {0} lists them.', path)}`,
        `COPY ${path} /tmp/environment.yml`,
        'RUN micromamba install -y -n base -f /tmp/environment.yml \\',
        ' && micromamba clean -a -y',
      ],
    ],
    environment: {
      LANG: 'C.UTF-8',
      PATH: '/opt/conda/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      PYTHONUNBUFFERED: '1',
    },
    copies: [path],
    notes: missing.map((need) => ({
      text: need.name,
      place: need.places[0],
      reason: l10n.t('{0} does not list it: add it there', path),
    })),
  };
}
