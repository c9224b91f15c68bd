import * as l10n from '@vscode/l10n';
import type { PackageNeed, Unresolved } from '../scripts/needs.ts';
import { installedBy, type Installed } from './installed.ts';
import { wanted, type DockerfileRequest, type ImageParts } from './plan.ts';
import { pythonImage } from './pythonImage.ts';
import { addedToR } from './rImage.ts';
import { commentText } from './safe.ts';
import { lastStage, type Stage } from './stage.ts';
import { distinctNotes, notesAsComment, optionalNotes, requireLines, writer } from './writeDockerfile.ts';

/** What a Dockerfile becomes when the packages are added that it lacks. */
export interface Addition {
  /** The Dockerfile as it was, with a block of lines more; as it was when nothing is lacking. */
  readonly text: string;
  readonly added: readonly PackageNeed[];
  readonly notes: readonly Unresolved[];
}

/** Commands that install something: what is added goes behind the last of them. */
const installs = /\b(?:apt-get|apt|Rscript|R -e|install2?\.r|pip[\d.]*|uv)\b/u;

/** Whether a Dockerfile is one that was written here, whatever was changed in it since. */
export function isOwnDockerfile(text: string): boolean {
  const head = /^(?:\s*#.*\n)*/u.exec(text)?.[0] ?? '';
  return head.includes(writer);
}

/**
 * Adds to a Dockerfile that was written here what code needs and it does not install: a block of its own behind all that installs, so
 * that every other line stays and the layers before it need not be made again. Undefined when it is not one of ours, not for that
 * language, or leaves its packages to conda's list.
 */
export function addPackages(existing: string, asked: DockerfileRequest): Addition | undefined {
  const lines = existing.split('\n');
  const stage = lastStage(lines);
  const { needs } = asked;
  if (!stage || !isOwnDockerfile(existing) || needs.source?.kind === 'environment.yml') return undefined;
  const added = partsFor(stage, asked);
  if (!added) return undefined;
  const installed = installedBy(needs.language, stage);
  const lacking = wanted(asked).packages.filter((need) => !isThere(need, asked, installed));
  const first = added(requestFor(asked, lacking, installed));
  const packages = lacking.filter((need) => first.left?.includes(need) !== true);
  const notes = distinctNotes([...needs.unresolved, ...first.notes, ...optionalNotes(asked)]);
  if (packages.length === 0) return { text: existing, added: [], notes };
  const parts = added(requestFor(asked, packages, installed));
  requireLines(parts);
  const block = blockOf(asked, parts, notes);
  const at = placeFor(stage) + 1;
  const rest = lines.slice(at);
  const text = [...lines.slice(0, at), '', ...block, ...(rest[0] === '' ? [] : ['']), ...rest].join('\n');
  return { text, added: packages, notes };
}

function isThere(need: PackageNeed, { needs }: DockerfileRequest, installed: Installed): boolean {
  if (installed.has(need)) return true;
  const isListed = needs.packages.indexOf(need) < needs.listed;
  return isListed && needs.source !== undefined && installed.copies(needs.source.path);
}

/** How packages get into an image like this one; undefined where that is not known, or not for this language. */
function partsFor(
  { base, instructions }: Stage,
  { needs }: DockerfileRequest,
): ((request: DockerfileRequest) => ImageParts) | undefined {
  const text = instructions.map((each) => each.text).join('\n');
  if (needs.language === 'python')
    return /(?:^|\/)python:/u.test(base) || /\bpip[\d.]*\s+install\b/u.test(text) ? pythonImage : undefined;
  if (/(?:^|\/)rocker\//u.test(base) || /^ARG CRAN_MIRROR\b/mu.test(text))
    return (request) => addedToR(request, 'rocker');
  return /\br-base(?:-core|-dev)?\b/u.test(text) ? (request) => addedToR(request, 'debian') : undefined;
}

/** The same for some of the packages, by their own names and versions: lists of the folder are copied above, or not at all. */
function requestFor(
  { needs, machine, programs }: DockerfileRequest,
  packages: readonly PackageNeed[],
  { present }: Installed,
): DockerfileRequest {
  const listed = packages.filter((need) => needs.packages.indexOf(need) < needs.listed).length;
  const { language, unresolved, scripts, read } = needs;
  return { needs: { language, packages, listed, unresolved, scripts, read }, machine, programs, present };
}

function blockOf({ needs }: DockerfileRequest, { layers }: ImageParts, notes: readonly Unresolved[]): string[] {
  const head = [
    commentText(l10n.t('For {0}.', needs.scripts.join(', '))),
    ...(notes.length > 0 ? notesAsComment(notes) : []),
  ];
  const [first = [], ...others] = layers;
  return [...head.map((line) => `# ${line}`), ...first, ...others.flatMap((layer) => ['', ...layer])];
}

/** The last line of what installs something, else of what the stage begins with. */
function placeFor({ instructions }: Stage): number {
  const last = instructions.findLast(({ keyword, text }) => keyword === 'RUN' && installs.test(text));
  if (last) return last.endLine;
  const head = instructions.findIndex(({ keyword }) => keyword !== 'FROM' && keyword !== 'ARG');
  return (instructions[head === -1 ? instructions.length - 1 : head - 1] ?? instructions[0])?.endLine ?? 0;
}
