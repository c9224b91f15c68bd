import { quotings } from '../../../src/core/outputs/table/cells.ts';
import { textEncodings } from '../../../src/core/outputs/textEncoding.ts';
import type { TableChoice, TableFormatShown } from '../../../src/protocol/outputs.ts';
import type { StringKey } from '../../../src/protocol/strings.ts';
import { button, dropdown } from '../../toolkit.ts';
import type { Context } from '../context.ts';
import { h } from '../dom.ts';

const quotingTexts: Readonly<Record<TableFormatShown['quoting'], StringKey>> = {
  doubled: 'quotesDoubled',
  backslash: 'quotesBackslash',
  single: 'quotesSingle',
  none: 'quotesNone',
};

/** Delimiter, quotes and encoding as the file is read now; `onChoice` gets what is to be instead, nothing for what is to be found out. */
export function formatBar(
  { t }: Context,
  shown: TableFormatShown,
  chosen: TableChoice,
  onChoice: (choice: TableChoice) => void,
): HTMLElement {
  const choose = (change: TableChoice) => {
    onChoice({ ...chosen, ...change });
  };
  const delimiters: Readonly<Record<string, string>> = {
    ',': t('comma'),
    ';': t('semicolon'),
    '\t': t('tab'),
    '|': '|',
    ' ': t('blanks'),
    ':': ':',
    '~': '~',
    '^': '^',
  };
  const encodingNames = textEncodings.map((each) => each.toUpperCase());
  const known = Object.keys(delimiters);
  const characters = known.includes(shown.delimiter) ? known : [...known, shown.delimiter];
  const pick = <T extends string>(
    label: string,
    values: readonly T[],
    texts: readonly string[],
    now: T,
    onPick: (value: T) => void,
  ) => {
    const list = dropdown(
      label,
      texts,
      (index) => {
        const value = values[index];
        if (value !== undefined && value !== now) onPick(value);
      },
      values.indexOf(now),
    );
    return h('label', {}, h('span', {}, label), list);
  };
  return h(
    'div',
    { class: 'format-bar', role: 'group', 'aria-label': t('formatOf') },
    pick(
      t('delimiter'),
      characters,
      characters.map((each) => delimiters[each] ?? escaped(each)),
      shown.delimiter,
      (delimiter) => {
        choose({ delimiter });
      },
    ),
    pick(
      t('quoting'),
      quotings,
      quotings.map((each) => t(quotingTexts[each])),
      shown.quoting,
      (quoting) => {
        choose({ quoting });
      },
    ),
    pick(t('encoding'), textEncodings, encodingNames, shown.encoding, (encoding) => {
      choose({ encoding });
    }),
    ...(Object.keys(chosen).length > 0
      ? [
          button({
            label: t('byLooking'),
            secondary: true,
            onClick: () => {
              onChoice({});
            },
          }),
        ]
      : []),
  );
}

/** A character that shows nothing, by its number. */
function escaped(character: string): string {
  return /\p{C}/u.test(character) ? `U+${character.charCodeAt(0).toString(16).padStart(4, '0')}` : character;
}
