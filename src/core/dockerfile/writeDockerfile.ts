import * as l10n from '@vscode/l10n';
import type { PackageNeed, Unresolved } from '../scripts/needs.ts';
import { condaImage } from './condaImage.ts';
import { copyLines } from './layers.ts';
import { wanted, type DockerfileRequest, type ImageParts, type PlannedFile } from './plan.ts';
import { pythonImage } from './pythonImage.ts';
import { rImage } from './rImage.ts';
import { commentText, hasControl } from './safe.ts';

/** Name of the program that an image starts with, beside its Dockerfile. */
export const entrypointFile = 'sagemaker-entrypoint.sh';

/** How a Dockerfile that was written here is known again, in any language. */
export const writer = 'SageMaker Runner';

export interface WrittenDockerfile {
  readonly dockerfile: PlannedFile;
  readonly ignoreFile: PlannedFile;
  /** What is in the image, in the order of the needs. */
  readonly packages: readonly PackageNeed[];
  /** What could not be resolved, each once: in the Dockerfile as comments, and for the person to see. */
  readonly notes: readonly Unresolved[];
}

/** Writes the Dockerfile of an image that holds what code needs, and the file that says what the engine is sent to build it. */
export function writeDockerfile(asked: DockerfileRequest): WrittenDockerfile {
  const { request, left } = withoutOddFiles(asked);
  const parts = imageParts(request);
  requireLines(parts);
  const notes = distinctNotes([...request.needs.unresolved, ...parts.notes, ...optionalNotes(request), ...left]);
  const text = [header(request, notes), ...blocks(parts), tail(request, parts)]
    .map((lines) => lines.join('\n'))
    .join('\n\n');
  const sent = [...parts.copies, ...request.programs, entrypointFile];
  const ignored = [
    `# ${l10n.t('Only what the Dockerfile copies is sent to the engine. Add what you add there.')}`,
    '*',
    ...sent.map((file) => `!${file}`),
  ];
  return {
    dockerfile: { name: 'Dockerfile', text: `${text}\n` },
    ignoreFile: { name: '.dockerignore', text: `${ignored.join('\n')}\n` },
    packages: wanted(request).packages.filter((need) => parts.left?.includes(need) !== true),
    notes,
  };
}

/** A file whose name has a line's end in it would be more than a name where it is written down. */
function withoutOddFiles(request: DockerfileRequest): {
  readonly request: DockerfileRequest;
  readonly left: readonly Unresolved[];
} {
  const { programs, needs } = request;
  const { source } = needs;
  const odd = [...programs, ...(source?.includes ?? [])].filter(hasControl);
  if (odd.length === 0) return { request, left: [] };
  const includes = source?.includes?.filter((file) => !hasControl(file)) ?? [];
  const reason = l10n.t('its name has characters that a Dockerfile does not take: it is not copied');
  return {
    request: {
      ...request,
      programs: programs.filter((file) => !hasControl(file)),
      needs: { ...needs, ...(source && { source: { ...source, includes } }) },
    },
    left: odd.map((file) => ({ text: file, place: undefined, reason })),
  };
}

/** The last guard: what a project's files say never makes a line of its own. */
export function requireLines({ base, layers, environment, reason }: ImageParts): void {
  const lines = [base, ...layers.flat(), ...Object.entries(environment).flat(), ...reason];
  const odd = lines.find(hasControl);
  if (odd !== undefined) throw new Error(`A line of the Dockerfile has a control character: ${JSON.stringify(odd)}`);
}

function imageParts(request: DockerfileRequest): ImageParts {
  if (request.needs.source?.kind === 'environment.yml') return condaImage(request);
  return request.needs.language === 'r' ? rImage(request) : pythonImage(request);
}

function header({ needs }: DockerfileRequest, notes: readonly Unresolved[]): string[] {
  const [script = ''] = needs.scripts;
  const about =
    needs.scripts.length === 1
      ? l10n.t('Image for {0}, written by {1}. It is yours to change.', script, writer)
      : l10n.t(
          'Image for {0} and {1} more, written by {2}. It is yours to change.',
          script,
          String(needs.scripts.length - 1),
          writer,
        );
  const from = needs.source ? [l10n.t('What is in it: as {0} says.', needs.source.path)] : [];
  const unresolved = notes.length === 0 ? [] : ['', ...notesAsComment(notes)];
  return [commentText(about), ...from, ...unresolved].map((line) => `# ${line}`.trimEnd());
}

/** Lines of a comment, without their `#`. */
export function notesAsComment(notes: readonly Unresolved[]): string[] {
  return [
    l10n.t('Look at these before you build, and add below what the code needs of them:'),
    ...notes.map((note) => `  ${noteText(note)}`),
  ];
}

function blocks({ reason, base, layers }: ImageParts): string[][] {
  const usesApt = layers.flat().some((line) => line.includes('apt-get'));
  return [
    [
      ...reason.map((line) => `# ${line}`),
      `ARG BASE=${base}`,
      'FROM ${BASE}',
      // Else apt complains that nobody is there to be asked.
      ...(usesApt ? ['ARG DEBIAN_FRONTEND=noninteractive'] : []),
    ],
    ...layers.map((layer) => [...layer]),
  ];
}

function tail({ programs, needs }: DockerfileRequest, { environment }: ImageParts): string[] {
  const example = needs.language === 'r' ? 'train.R serve.R' : 'train.py serve.py';
  const copied =
    programs.length > 0
      ? [
          `# ${l10n.t('Code of training jobs and endpoints. A script that is run on SageMaker comes with the job.')}`,
          ...copyLines(programs, '/opt/program/'),
        ]
      : [
          `# ${l10n.t('A script that is run on SageMaker comes with the job. For training jobs and endpoints, copy the code here,')}`,
          `# ${l10n.t('and name it in .dockerignore too:')}`,
          `# COPY ${example} /opt/program/`,
        ];
  // Whoever the job runs as finds a home to write to.
  const variables = Object.entries({ ...environment, HOME: '/tmp' }).map(([name, value]) => `${name}=${value}`);
  return [
    `ENV ${variables.join(' \\\n    ')}`,
    '',
    ...copied,
    '',
    `# ${l10n.t('Serves train, serve and any command: whatever SageMaker calls the image with, as any user.')}`,
    `COPY ${entrypointFile} /usr/local/bin/`,
    `RUN mkdir -p /opt/program && chmod -R a+rX /opt/program && chmod 755 /usr/local/bin/${entrypointFile}`,
    'WORKDIR /opt/program',
    `ENTRYPOINT ["${entrypointFile}"]`,
  ];
}

/** What the code does without, and the image too. */
export function optionalNotes(request: DockerfileRequest): Unresolved[] {
  if (request.needs.source?.kind === 'renv.lock' || request.needs.source?.kind === 'environment.yml') return [];
  return wanted(request).left.map(({ name, places }) => ({
    text: name,
    place: places[0],
    reason: l10n.t('the code goes on without it, and it is not installed here: left out'),
  }));
}

/** One line: where, what, why. */
export function noteText({ place, text, reason }: Unresolved): string {
  const where = place ? `${place.file}:${place.line} ` : '';
  return commentText(`${where}${text}: ${reason}`);
}

/** Each note once, in the order of their places. */
export function distinctNotes(notes: readonly Unresolved[]): Unresolved[] {
  const place = ({ place: { file, line } = { file: '', line: 0 } }: Unresolved): string =>
    `${file}:${String(line).padStart(6, '0')}`;
  const each = [...new Map(notes.map((note) => [noteText(note), note])).values()];
  return each.sort((a, b) => (place(a) < place(b) ? -1 : 1));
}
