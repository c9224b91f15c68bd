import * as l10n from '@vscode/l10n';
import { copyLines, runAll } from './layers.ts';
import { environmentOnly, requirementsOnly, shellWords } from './localLines.ts';
import type { DockerfileRequest, ImageParts } from './plan.ts';

/** An image whose packages conda installs, as environment.yml lists them. */
export function condaImage({ needs }: DockerfileRequest): ImageParts {
  const path = needs.source?.path ?? 'environment.yml';
  const missing = needs.packages.slice(needs.listed).filter(({ optional }) => optional !== true);
  const includes = needs.source?.includes ?? [];
  const required = includes.filter((file) => needs.source?.constraints?.includes(file) !== true);
  const { hasLocal, hasBuilds, left = [] } = needs.source ?? {};
  const isEdited = hasLocal === true || hasBuilds === true || left.length > 0;
  const commands = [
    ...(isEdited ? [environmentOnly('/tmp/environment.yml', left)] : []),
    'micromamba install -y -n base -f /tmp/environment.yml',
    ...(required.length > 0
      ? [
          requirementsOnly(shellWords(required.map((file) => `/tmp/requirements/${file}`)), needs.source),
          `micromamba run -n base python -m pip install --no-cache-dir ${required.map((file) => `-r ${shellWords([`/tmp/requirements/${file}`])}`).join(' ')}`,
        ]
      : []),
    'micromamba clean -a -y',
    'rm -rf /tmp/environment.yml /tmp/requirements',
  ];
  return {
    base: 'mambaorg/micromamba:2.0.5-debian12-slim',
    reason: [l10n.t('micromamba installs what {0} lists, without the rest of conda.', path)],
    layers: [
      [
        'USER root',
        `# ${l10n.t('Packages as {0} lists them.', path)}`,
        `COPY ${path} /tmp/environment.yml`,
        ...copyLines(includes, '/tmp/requirements/'),
        ...runAll(commands),
      ],
    ],
    environment: {
      LANG: 'C.UTF-8',
      PATH: '/opt/conda/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      PYTHONUNBUFFERED: '1',
    },
    copies: [path, ...includes],
    notes: missing.map((need) => ({
      text: need.name,
      place: need.places[0],
      reason: l10n.t('{0} does not list it: add it there', path),
    })),
  };
}
