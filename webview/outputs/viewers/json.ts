import { parseJson, type ParsedJson } from '../../../src/core/outputs/json.ts';
import type { OpenViewer } from '../context.ts';
import { h } from '../dom.ts';
import { messageBox, notice } from '../messages.ts';
import { readWhole } from '../readWhole.ts';
import { jsonTree } from './jsonTree.ts';
import { openText } from './text.ts';

const largest = 20 * 1024 * 1024;

/** A value, or one per line (JSON Lines); undefined for what is neither. */
function parse(text: string): (ParsedJson & { readonly lines: boolean }) | undefined {
  try {
    return { ...parseJson(text), lines: false };
  } catch {
    try {
      const lines = text.split('\n').filter((line) => line.trim() !== '');
      if (lines.length < 2) return undefined;
      const values = lines.map(parseJson);
      const isStrict = values.every((each) => each.isStrict);
      return { value: values.map(({ value }) => value), isStrict, lines: true };
    } catch {
      return undefined;
    }
  }
}

/** JSON as a tree; what is too large or no JSON as text, with a notice that says so. */
export const openJson: OpenViewer = async (options) => {
  const { t } = options.context;
  if (options.file.size === 0) return { element: messageBox('file', t('emptyFile')) };
  const { text, complete } =
    options.file.size <= largest ? await readWhole(options, largest) : { text: '', complete: false };
  const parsed = complete ? parse(text) : undefined;
  if (!parsed) {
    const plain = await openText(options);
    return {
      ...plain,
      element: h('div', { class: 'stack' }, notice(t(complete ? 'jsonInvalid' : 'jsonLarge')), plain.element),
    };
  }
  const tree = jsonTree(options.context, parsed.value, options.file.path);
  const notices = [...(parsed.lines ? [t('jsonLines')] : []), ...(parsed.isStrict ? [] : [t('jsonNotStrict')])];
  return { element: h('div', { class: 'stack' }, ...notices.map((text) => notice(text)), tree) };
};
