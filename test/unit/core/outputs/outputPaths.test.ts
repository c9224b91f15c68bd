import { describe, expect, it } from 'vitest';
import { OutputPaths } from '../../../../src/core/outputs/outputPaths.ts';

const file = (path: string, group = 'output') => ({
  uri: `s3://b/${group}/${path}`,
  path,
  size: 1,
  modified: 0,
  kind: 'file' as const,
});
const group = (folder: string, ...paths: string[]) => ({
  name: 'output-1',
  folder: `/opt/ml/processing/${folder}`,
  uri: `s3://b/${folder}`,
  files: paths.map((path) => file(path, folder)),
  truncated: false,
});

describe('what a document of a job refers to', () => {
  const outputs = new OutputPaths({
    job: 'processing.a',
    status: 'Completed',
    groups: [
      group('output', 'report.html', 'sub/page.html', 'my plot.png', '100%.png', 'a%20b.png', 'größe.png', 'x+y.png'),
      group('figures', 'fit.png'),
    ],
  });
  const from = file('report.html');

  it.each([
    ['my plot.png', 'my plot.png'],
    ['my%20plot.png', 'my plot.png'],
    ['./sub/../my%20plot.png?v=3#top', 'my plot.png'],
    ['.\\sub\\page.html', 'sub/page.html'],
    ['100%.png', '100%.png'],
    ['100%25.png', '100%.png'],
    ['a%20b.png', 'a%20b.png'],
    ['gr%C3%B6%C3%9Fe.png', 'größe.png'],
    ['gro\u0308ße.png', 'größe.png'],
    ['x+y.png', 'x+y.png'],
    ['../figures/fit.png', 'fit.png'],
    ['/opt/ml/processing/figures/fit.png', 'fit.png'],
    ['file:///opt/ml/processing/input/code/my%20plot.png', 'my plot.png'],
  ])('%s is %s', (reference, path) => {
    expect(outputs.referred(reference, from)?.path).toBe(path);
  });

  it.each([
    'https://example.com/my plot.png',
    '//example.com/fit.png',
    'data:,x',
    'javascript:0',
    '../../my plot.png',
    'my plot.png',
    'http://',
  ])('%s is none of the outputs', (reference) => {
    expect(outputs.referred(reference, file('sub/page.html', 'output'))).toBeUndefined();
  });

  it('is found from the folder of the document', () => {
    expect(outputs.referred('../my plot.png', file('sub/page.html'))?.path).toBe('my plot.png');
  });
});
