import { describe, expect, it } from 'vitest';
import { formatPairs, parsePairs } from '../../../src/core/text/pairs.ts';
import { joinWords, splitWords } from '../../../src/core/text/words.ts';

describe('arguments typed in one line', () => {
  it.each([
    ['--people 50  --title "A first try"', ['--people', '50', '--title', 'A first try']],
    [String.raw`a\ b 'c"d' ""`, ['a b', 'c"d', '']],
    ['', []],
  ])('splits %s', (line, words) => {
    expect(splitWords(line)).toEqual(words);
  });

  it('says when a quote is open', () => {
    expect(splitWords('--title "A first')).toBeUndefined();
  });

  it.each([[['plain', 'two words', "it's", '', '$HOME', 'a\\b', '"']]])(
    'shows %j as a line that means the same',
    (words) => {
      expect(splitWords(joinWords(words))).toEqual(words);
    },
  );
});

describe('pairs typed in one line', () => {
  it.each([
    [' team=stats, url = http://x/?a=b,', { team: 'stats', url: 'http://x/?a=b' }],
    [`A="a,b", B='c, "d"',C=it's`, { A: 'a,b', B: 'c, "d"', C: "it's" }],
    ['', {}],
  ])('reads %s', (text, value) => {
    expect(parsePairs(text)).toEqual({ value });
  });

  it.each([
    { a: '1', b: '2' },
    { OPTS: 'x=1,y=2', 'a=b': 'two words', ' edge ': ' edges ', EMPTY: '' },
    { QUOTED: '"a"', HALF: '"', TICK: "'", PATH: 'C:\\x\\', BOTH: '\\",\'' },
  ])('shows %j as a line that means the same', (value) => {
    expect(parsePairs(formatPairs(value))).toEqual({ value });
  });

  it('shows plain values plainly', () => {
    expect(formatPairs({ A: '1', B: 'x y', OPTS: 'x=1,y=2' })).toBe('A=1, B=x y, OPTS="x=1,y=2"');
  });

  it.each(['team', '=x', 'A="open', 'A="a"b', 'A=1, A=2'])('refuses %s', (text) => {
    expect(parsePairs(text)).toHaveProperty('problem');
  });
});
