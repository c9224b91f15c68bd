/** What is taken out of a list besides lines of folders and files. */
interface Edits {
  readonly left?: readonly string[];
  readonly hasLabels?: boolean;
}

/** Addresses that pip reads from version control and the network. */
const remote = String.raw`((git|hg|svn|bzr)\+|https?:)`;
const local = String.raw`([.~]|\/|file:|[^:@]*\.(whl|zip|tar\.gz)([[:space:];#"\x27]|$))`;

/**
 * A command that takes lines of folders and files of a machine out of pip's requirements, as they are not in the image: of the package of
 * such a file, by its name, pip takes what the index has. `files` are quoted already; lines of the packages `left` go too, and with `hasLabels`
 * what names a build that the index does not have (`2.1.2+cu118`).
 */
export function requirementsOnly(files: string, { left = [], hasLabels = false }: Edits = {}): string {
  return [
    // A line that ends in a backslash goes on in the next.
    String.raw`sed -E -i -e ':a' -e '/\\$/{N; s/\\\n/ /; ba' -e '}'`,
    String.raw`      -e '/^[[:space:]]*(-e|--editable)[[:space:]=]*${remote}/b' -e '/^[[:space:]]*(-e|--editable)/d'`,
    String.raw`      -e 's/^([[:space:]]*[[:alnum:]][][,._[:alnum:]-]*)[[:space:]]*@[[:space:]]*file:[^;]*/\1 /'`,
    ...(hasLabels ? [String.raw`      -e 's/^([^#;+]*==[^#;+[:space:]]+)\+[[:alnum:].]+/\1/'`] : []),
    ...(left.length > 0 ? [String.raw`      -e '/^[[:space:]]*(${words(left)})[[:space:]]*([]<>=!~;@[]|$)/Id'`] : []),
    String.raw`      -e '/^[[:space:]]*${local}/d' ${files}`,
  ].join(' \\\n');
}

/**
 * The same for the list of pip in environment.yml. `pip` stands in the place of such a line: a list of nothing would be an error. Files
 * that are brought in are installed by themselves. Builds go, and lines of the packages `left`.
 */
export function environmentOnly(file: string, left: readonly string[] = []): string {
  const item = String.raw`^([[:space:]]*-[[:space:]]+)["\x27]?`;
  return [
    String.raw`sed -E -i -e '/${item}(-e|--editable)[[:space:]=]*${remote}/b'`,
    String.raw`      -e 's/^([[:space:]]*-[[:space:]]+[^=[:space:]]+=[^=[:space:]]+)=[^=[:space:]]+$/\1/' -e '/^prefix:/d'`,
    ...(left.length > 0
      ? [String.raw`      -e 's/${item}([^:[:space:]]+::)?(${words(left)})["\x27]?[[:space:]]*([=<>!~].*)?$/\1pip/I'`]
      : []),
    String.raw`      -e 's/${item}(-[rce]|--requirement|--constraint|--editable|${local}).*$/\1pip/' ${file}`,
  ].join(' \\\n');
}

/** Names as a part of a pattern of sed. */
function words(names: readonly string[]): string {
  return names.map((name) => name.replaceAll('.', String.raw`\.`)).join('|');
}

/** Words for a shell, in quotes where they need them. */
export function shellWords(words: readonly string[]): string {
  return words.map((word) => (/^[\w./-]+$/u.test(word) ? word : `'${word.replaceAll("'", `'"'"'`)}'`)).join(' ');
}
