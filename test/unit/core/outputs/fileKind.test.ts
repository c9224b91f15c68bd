import { describe, expect, it } from 'vitest';
import { kindOfContent, kindOfName, mediaTypeOf } from '../../../../src/core/outputs/fileKind.ts';
import { detectEncoding, wholeCharacters } from '../../../../src/core/outputs/textEncoding.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('kind of an output', () => {
  it.each([
    ['plot.PNG', 'image'],
    ['a/b/plot one.svg', 'image'],
    ['Rplots.pdf', 'pdf'],
    ['table.csv', 'table'],
    ['model.rds', 'file'],
    ['README', 'file'],
    ['notes.md', 'markdown'],
    ['report.html', 'html'],
    ['metrics.json', 'json'],
    ['run.log', 'text'],
  ])('%s is shown as %s', (name, kind) => {
    expect(kindOfName(name)).toBe(kind);
  });

  it('looks inside when the name tells nothing', () => {
    expect(kindOfContent(Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]))).toBe('image');
    expect(kindOfContent(bytes('%PDF-1.4'))).toBe('pdf');
    expect(kindOfContent(bytes('naïve text'))).toBe('text');
    expect(kindOfContent(Uint8Array.from([1, 0, 2]))).toBe('file');
    expect(kindOfContent(new Uint8Array())).toBe('file');
  });

  it('believes the content before the name', () => {
    expect(mediaTypeOf('plot.png', Uint8Array.from([0xff, 0xd8, 0xff, 0xe0]))).toBe('image/jpeg');
    expect(mediaTypeOf('plot.svg', bytes('<svg/>'))).toBe('image/svg+xml');
  });
});

describe('text encoding', () => {
  it('knows byte order marks, UTF-8 and what is neither', () => {
    expect(detectEncoding(bytes('\ufeffa'))).toEqual({ encoding: 'utf-8', markLength: 3 });
    expect(detectEncoding(Uint8Array.from([0xff, 0xfe, 97, 0]))).toEqual({ encoding: 'utf-16le', markLength: 2 });
    expect(detectEncoding(bytes('é'))).toEqual({ encoding: 'utf-8', markLength: 0 });
    expect(detectEncoding(Uint8Array.from([0x63, 0xe9, 0x2c]))).toEqual({ encoding: 'windows-1252', markLength: 0 });
  });

  it('does not cut a character', () => {
    const text = bytes('aé日😀');
    const lengths = Array.from(text, (_, at) => wholeCharacters(text.subarray(0, at + 1), 'utf-8'));
    expect(lengths).toEqual([1, 1, 3, 3, 3, 6, 6, 6, 6, 10]);
  });
});
