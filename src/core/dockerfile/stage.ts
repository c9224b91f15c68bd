/** An instruction of a Dockerfile. */
export interface StageInstruction {
  /** In capitals. */
  readonly keyword: string;
  /** Its lines joined, without comments and the backslashes that join them; texts that it brings (`<<EOF`) below. */
  readonly text: string;
  /** Number of its last line, from 0. */
  readonly endLine: number;
}

/** The last stage of a Dockerfile, which is what the image is made of. */
export interface Stage {
  /** What it starts from, with the defaults of build arguments; empty when that cannot be told. */
  readonly base: string;
  /** From its FROM on. */
  readonly instructions: readonly StageInstruction[];
}

/** Reads the last stage of a Dockerfile; undefined when it has none. */
export function lastStage(lines: readonly string[]): Stage | undefined {
  const all = instructionsOf(lines);
  const at = all.findLastIndex(({ keyword }) => keyword === 'FROM');
  const from = all[at];
  if (!from) return undefined;
  const defaults = new Map(
    all
      .filter(({ keyword }) => keyword === 'ARG')
      .map(({ text }) => /^ARG\s+(\w+)=["']?([^"'\s]*)/iu.exec(text) ?? [])
      .map(([, name = '', value = '']) => [name, value]),
  );
  const [, image = ''] = /^FROM\s+(?:--\S+\s+)*(\S+)/iu.exec(from.text) ?? [];
  const base = image.replaceAll(
    /\$(?:\{(\w+)\}|(\w+))/gu,
    (_, braced: string, bare: string) => defaults.get(braced || bare) ?? '',
  );
  return { base, instructions: all.slice(at) };
}

function instructionsOf(lines: readonly string[]): StageInstruction[] {
  const found: StageInstruction[] = [];
  for (let at = 0; at < lines.length; at++) {
    const keyword = /^\s*([A-Za-z]+)\s/u.exec(lines[at] ?? '')?.[1]?.toUpperCase();
    if (keyword === undefined) continue;
    let text = (lines[at] ?? '').trim();
    while (text.endsWith('\\') && at + 1 < lines.length) {
      at += 1;
      const line = (lines[at] ?? '').trim();
      // A comment within an instruction is none of it.
      if (!line.startsWith('#')) text = `${text.slice(0, -1)} ${line}`;
    }
    const end = endOfText(lines, at, text);
    found.push({ keyword, text: [text, ...lines.slice(at + 1, end)].join('\n'), endLine: end });
    at = end;
  }
  return found;
}

/** The line that ends the texts which an instruction begins with `<<NAME`. */
function endOfText(lines: readonly string[], from: number, instruction: string): number {
  let at = from;
  for (const [, name = ''] of instruction.matchAll(/(?<=^(?:RUN|COPY|ADD)\s.*)<<-?["']?(\w+)/giu)) {
    const end = lines.findIndex((line, index) => index > at && line.trim() === name);
    if (end > at) at = end;
  }
  return at;
}
