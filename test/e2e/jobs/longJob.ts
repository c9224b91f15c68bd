import fs from 'node:fs/promises';
import path from 'node:path';

/** Writes a script that prints `line 1` … `line <lines>`, one every `pause` seconds, and returns its name. */
export async function writeLongJob(workspace: string, lines: number, pause: number): Promise<string> {
  const script = `import pathlib, time
for number in range(1, ${lines} + 1):
    print(f"line {number}", flush=True)
    time.sleep(${pause})
pathlib.Path("lines.txt").write_text("${lines}\\n")
`;
  await fs.writeFile(path.join(workspace, 'long_job.py'), script);
  return 'long_job.py';
}

/** The numbers of the lines that a log shows, in the order in which it shows them. */
export const linesOf = (log: string): number[] => [...log.matchAll(/^line (\d+)$/gm)].map((match) => Number(match[1]));

export const countTo = (last: number): number[] => Array.from({ length: last }, (_, index) => index + 1);
