/** Why a job ended as it did, for people: what the script said last, else SageMaker's reason; undefined when there is none. */
export function jobReason(job: {
  FailureReason?: string | undefined;
  ExitMessage?: string | undefined;
}): string | undefined {
  const reason = job.FailureReason?.trim() ?? '';
  const message = job.ExitMessage?.trim() ?? '';
  // Beside what the script said, its bare exit code tells nothing.
  if (message.includes('exit code') && saysOnlyTheCode(reason)) return message;
  if (message === '' || reason.includes(message)) return reason === '' ? undefined : reason;
  return reason === '' ? message : `${message}\n${reason}`;
}

/**
 * The one line of the reason that says what went wrong: SageMaker's own reason when it says more than the exit code, R's error,
 * the end of Python's traceback, else how the launcher says that the script ended with what it said last, or the message's first line.
 */
export function jobHeadline(job: Parameters<typeof jobReason>[0]): string | undefined {
  const reason = job.FailureReason?.trim() ?? '';
  const lines = (job.ExitMessage ?? '').split('\n').filter((line) => line.trim() !== '');
  if (!saysOnlyTheCode(reason) || lines.length === 0) return reason === '' ? undefined : reason.split('\n')[0];
  const error = lines.findIndex((line) => /^(Error|Fatal)\b/.test(line));
  // R puts a long message on a line of its own below the call.
  if (error >= 0)
    return lines
      .slice(error, /:\s*$/.test(lines[error] ?? '') ? error + 2 : error + 1)
      .map((line) => line.trim())
      .join(' ');
  const [first = '', last = first] = [lines[0], lines.at(-1)];
  if (lines.some((line) => line.startsWith('Traceback')) || first === last) return last;
  return first.startsWith('The script ended') ? `${first.replace(/\.$/u, '')}: ${last.trim()}` : first;
}

function saysOnlyTheCode(reason: string): boolean {
  return reason === '' || reason.startsWith('AlgorithmError: ,');
}

/** The package that a failed job did not find, as R and Python say it; undefined when it failed for something else. */
export function missingPackage(job: Parameters<typeof jobReason>[0]): string | undefined {
  const said = jobReason(job) ?? '';
  const found =
    /there is no package called [‘'"]([\w.]+)/u.exec(said) ??
    /ModuleNotFoundError: No module named '([\w.]+)'/u.exec(said);
  return found?.[1];
}
