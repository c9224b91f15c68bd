import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/adapters/process/systemClock.ts';
import { FlowControl } from '../../../src/ui/kit/terminal/flowControl.ts';
import { sourceReferences } from '../../../src/ui/jobs/log/references.ts';

const answer = '\x1b[0n';
const halfCharacter = /[\ud800-\udfff]/u;
const question = '\x1b[5n';

describe('writing to a terminal', () => {
  it('passes everything on, whole characters only, while the terminal answers', async () => {
    const written: string[] = [];
    const flow: FlowControl = new FlowControl({
      clock: systemClock,
      fire: (text) => {
        written.push(text);
        if (text.endsWith(question)) setImmediate(() => flow.takeAnswers(answer));
      },
    });
    const text = 'x😀'.repeat(1_500_000);
    await flow.write(text);
    expect(written.join('').replaceAll(question, '') === text).toBe(true);
    expect(written.some((chunk) => halfCharacter.test(chunk))).toBe(false);
  });

  it('waits for a terminal that is behind', async () => {
    let written = 0;
    const flow = new FlowControl({ clock: systemClock, fire: (text) => (written += text.length) });
    const all = flow.write('x'.repeat(8_000_000));
    await systemClock.sleep(200);
    expect(written).toBeLessThan(3_000_000);
    const timer = setInterval(() => flow.takeAnswers(answer), 1);
    await all;
    clearInterval(timer);
    expect(written).toBeGreaterThanOrEqual(8_000_000);
  });

  it('tells what was typed from what the terminal answered', () => {
    const flow = new FlowControl({ clock: systemClock, fire: () => undefined });
    expect(flow.takeAnswers(`${answer}\x03${answer}`)).toBe('\x03');
  });
});

describe('references to source files in a log', () => {
  it.each([
    [
      '  File "/opt/ml/processing/input/code/my model.py", line 3, in <module>',
      '/opt/ml/processing/input/code/my model.py',
      3,
    ],
    ['2: fit(data) at simulate.R#12', 'simulate.R', 12],
    ['Error at R/model.R:7:3', 'R/model.R', 7],
    ['  /opt/ml/processing/input/code/my model.R#2: f(1)', '/opt/ml/processing/input/code/my model.R', 2],
    ['Warning (größe 1.R:3)', 'größe 1.R', 3],
  ])('finds %s', (text, file, line) => {
    const [readings = [], ...more] = sourceReferences(text);
    expect(more).toEqual([]);
    expect(readings.map((reading) => ({ file: reading.file, line: reading.line }))).toContainEqual({ file, line });
    for (const { start, length } of readings) expect(text.slice(start, start + length)).toMatch(/\d$/u);
  });

  it('tells two references of a line apart', () => {
    const [first = [], second = []] = sourceReferences('a b.R#1: f(), c d.R#2');
    expect(first.map(({ file }) => file)).toEqual(['a b.R', 'b.R']);
    expect(second.map(({ file }) => file)).toEqual([': f(), c d.R', 'f(), c d.R', '), c d.R', 'c d.R', 'd.R']);
  });

  it('leaves other text alone', () => {
    expect(sourceReferences('wrote results.csv:10 at 12:30')).toEqual([]);
  });
});
