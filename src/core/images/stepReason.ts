/** The most characters of a reason: some tools put all they know on one line. */
const longest = 300;

/** Lines by which what installs or runs something says why it failed. */
const telling = [
  // apt and dpkg
  /^(?:E|dpkg): \S/u,
  // R, pip, git, compilers, R CMD INSTALL
  /^(?:ERROR|Error|error|FATAL|Fatal|fatal)\b[^:]*:/u,
  /^Error in \S/u,
  // The end of Python's traceback.
  /^[A-Za-z_][\w.]*(?:Error|Exception|NotFound): /u,
  // Shells
  /^(?:\/\S*\/)?(?:ba|da|z|a)?sh: .*(?:not found|No such file or directory|Permission denied|[Ss]yntax error|[Bb]ad |[Cc]annot )/u,
  // What a download or a compiler says.
  /^curl: \(\d+\) /u,
  /^\S+:\d+:(?:\d+:)? (?:fatal )?error: /u,
] as const;

/** What a builder, not the step, says at the end. */
const builders = /^Error: (?:building at STEP|while running runtime)|^ERROR: (?:failed to|process )/u;
/** The check at the end of a step: what failed before it says more. */
const afterwards = 'there is no package called';

/**
 * Why a step of a build failed, in the words that it printed last; one line. Undefined when nothing that it printed is known to tell.
 * `printed` has no colours.
 */
export function stepReason(printed: string): string | undefined {
  const lines = printed.split(/[\r\n]+/u).map((line) => line.trimEnd());
  const found = lines.flatMap((line, at) =>
    telling.some((pattern) => pattern.test(line)) && !builders.test(line) ? [whole(line, lines[at + 1])] : [],
  );
  const reason = found.findLast((each) => !each.includes(afterwards)) ?? found.at(-1);
  return reason === undefined || reason.length <= longest ? reason : `${reason.slice(0, longest - 1)}…`;
}

/** R puts a long message on a line of its own below the call. */
function whole(line: string, next = ''): string {
  return line.endsWith(':') && next !== '' ? `${line} ${next.trim()}` : line;
}
