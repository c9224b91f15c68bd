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
  it('reads and shows them', () => {
    expect(parsePairs(' team=stats, url = http://x/?a=b,')).toEqual({ team: 'stats', url: 'http://x/?a=b' });
    expect(formatPairs({ a: '1', b: '2' })).toBe('a=1, b=2');
  });

  it.each(['team', '=x'])('refuses %s', (text) => {
    expect(parsePairs(text)).toBeUndefined();
  });
});
