import type { Present } from './plan.ts';

/** A `RUN` that installs Debian's or Ubuntu's packages and leaves no lists behind; nothing when all of them are there. */
export function aptInstall(
  comment: readonly string[],
  wanted: readonly string[],
  present: Present | undefined,
  extra?: string,
): string[] {
  const packages = wanted.filter((name) => present?.system.has(name) !== true);
  if (packages.length === 0 && extra === undefined) return [];
  return [
    ...comment.map((line) => `# ${line}`),
    'RUN apt-get update \\',
    ' && apt-get install -y --no-install-recommends \\',
    ...wrapped([...packages, ...(extra === undefined ? [] : [extra])]).map((line) => `      ${line} \\`),
    ' && rm -rf /var/lib/apt/lists/*',
  ];
}

/** A `RUN` of R statements, each an `-e` of its own. They hold no single quote and no `$`. */
export function runR(statements: readonly string[]): string[] {
  return statements.map((statement, index) => {
    const start = index === 0 ? 'RUN Rscript' : '           ';
    return `${start} -e '${statement}'${index === statements.length - 1 ? '' : ' \\'}`;
  });
}

/** A `RUN` of commands, each only if those before it did what they should. A command may have lines of its own. */
export function runAll(commands: readonly string[]): string[] {
  return commands
    .map((command, index) => (index === 0 ? `RUN ${command}` : ` && ${command}`))
    .join(' \\\n')
    .split('\n');
}

/** Words in lines of at most 100 characters. */
export function wrapped(words: readonly string[]): string[] {
  const lines: string[] = [];
  for (const word of words) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < 100) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** `c("a", "b")` */
export function rVector(items: readonly string[]): string {
  const quoted = items.map((item) => `"${item}"`);
  return quoted.length === 1 ? (quoted[0] ?? '') : `c(${quoted.join(', ')})`;
}

/** `COPY` of files into the same folders below `target`, which ends in `/`: a `COPY` itself knows only one folder. */
export function copyLines(files: readonly string[], target: string): string[] {
  const folderOf = (file: string): string => file.slice(0, file.lastIndexOf('/') + 1);
  return [...new Set(files.map(folderOf))].map((folder) => {
    const words = [...files.filter((file) => folderOf(file) === folder), target + folder];
    return `COPY ${words.every((word) => /^[\w./-]+$/u.test(word)) ? words.join(' ') : JSON.stringify(words)}`;
  });
}
