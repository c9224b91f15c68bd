import { SaxesParser } from 'saxes';
import { unzipSync } from 'fflate';
import { csvLine } from './csvText.ts';
import { dateReader, isDateFormat } from './xlsxDates.ts';

/** Bytes of a workbook's part that is read: more would take minutes and gigabytes. */
const largestPart = 300 * 1024 * 1024;
const mostColumns = 16_384;

interface Sheet {
  readonly name: string;
  readonly part: string;
}

interface Node {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** A workbook of Excel (`.xlsx`, `.xlsm`), as it is stored: values, not what their formats make of them, but for dates. */
export class Workbook {
  readonly sheets: readonly Sheet[];
  readonly #parts: Readonly<Record<string, Uint8Array>>;
  readonly #strings: readonly string[];
  /** For each style, whether it shows a number as a date. */
  readonly #dates: readonly (string | undefined)[];
  readonly #is1904: boolean;

  /** Throws for what is no workbook. */
  constructor(bytes: Uint8Array) {
    this.#parts = unzipSync(bytes, {
      filter: ({ name, originalSize }) => /\.(?:xml|rels)$/iu.test(name) && originalSize <= largestPart,
    });
    const relations = new Map<string, string>();
    this.#read('xl/_rels/workbook.xml.rels', ({ name, attributes: { Id, Target } }) => {
      if (name === 'Relationship' && Id !== undefined && Target !== undefined) relations.set(Id, partOf(Target));
    });
    const sheets: Sheet[] = [];
    let is1904 = false;
    this.#read('xl/workbook.xml', ({ name, attributes }) => {
      const part = relations.get(attributes['id'] ?? '');
      if (name === 'sheet' && part !== undefined && part in this.#parts)
        sheets.push({ name: attributes['name'] ?? '', part });
      if (name === 'workbookPr') is1904 = /^(?:1|true)$/u.test(attributes['date1904'] ?? '');
    });
    if (sheets.length === 0) throw new Error('no sheets');
    this.sheets = sheets;
    this.#is1904 = is1904;
    this.#strings = this.#sharedStrings();
    this.#dates = this.#dateStyles();
  }

  /** A sheet as CSV; gaps are empty cells, and what is merged stands in its first. */
  csv(sheet: number): string {
    const { part } = this.sheets[sheet] ?? this.sheets[0] ?? { part: '' };
    const rows: string[][] = [];
    let row: string[] = [];
    let at = 0;
    let attributes: Node['attributes'] = {};
    let text = '';
    let isPhonetic = false;
    const dateOf = dateReader(this.#is1904);
    const value = (): string => {
      const type = attributes['t'];
      if (type === 's') return this.#strings[Number(text)] ?? '';
      if (type === 'b') return text === '1' ? 'TRUE' : 'FALSE';
      const format = this.#dates[Number(attributes['s'] ?? '')];
      return (type === undefined || type === 'n') && format !== undefined && text !== '' ? dateOf(text, format) : text;
    };
    this.#read(
      part,
      (node) => {
        if (node.name === 'row') {
          row = [];
          const number = Number(node.attributes['r'] ?? rows.length + 1);
          while (rows.length < number - 1) rows.push([]);
          rows.push(row);
          at = 0;
        } else if (node.name === 'c') {
          ({ attributes } = node);
          at = columnOf(attributes['r'], at);
          text = '';
        } else if (node.name === 'rPh') isPhonetic = true;
      },
      (name) => {
        if (name === 'rPh') isPhonetic = false;
        if (name !== 'c' || at >= mostColumns) return;
        while (row.length < at) row.push('');
        row[at++] = value();
      },
      (inside, part) => {
        if (!isPhonetic && (inside === 'v' || inside === 't')) text += part;
      },
    );
    while (rows.at(-1)?.every((cell) => cell === '') === true) rows.pop();
    const width = rows.reduce((most, { length }) => Math.max(most, length), 0);
    return rows.map((cells) => csvLine([...cells, ...Array<string>(width - cells.length).fill('')])).join('');
  }

  #sharedStrings(): string[] {
    const strings: string[] = [];
    let text = '';
    let isPhonetic = false;
    this.#read(
      'xl/sharedStrings.xml',
      ({ name }) => {
        if (name === 'si') text = '';
        if (name === 'rPh') isPhonetic = true;
      },
      (name) => {
        if (name === 'si') strings.push(text);
        if (name === 'rPh') isPhonetic = false;
      },
      (inside, part) => {
        if (inside === 't' && !isPhonetic) text += part;
      },
    );
    return strings;
  }

  #dateStyles(): (string | undefined)[] {
    const formats = new Map<string, string>();
    const styles: (string | undefined)[] = [];
    let isCell = false;
    this.#read(
      'xl/styles.xml',
      ({ name, attributes: { numFmtId = '0', formatCode } }) => {
        if (name === 'numFmt' && formatCode !== undefined) formats.set(numFmtId, formatCode);
        if (name === 'cellXfs') isCell = true;
        if (name === 'xf' && isCell) styles.push(isDateFormat(Number(numFmtId), formats.get(numFmtId)));
      },
      (name) => {
        if (name === 'cellXfs') isCell = false;
      },
    );
    return styles;
  }

  #read(
    part: string,
    onOpen: (node: Node) => void,
    onClose: (name: string) => void = () => undefined,
    onText: (inside: string, text: string) => void = () => undefined,
  ): void {
    const bytes = this.#parts[part];
    if (!bytes) return;
    const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
    const open: string[] = [];
    parser.on('opentag', ({ name, attributes }) => {
      const own = Object.entries<string>(attributes).map(([key, value]) => [local(key), unescaped(value)] as const);
      open.push(local(name));
      onOpen({ name: local(name), attributes: Object.fromEntries(own) });
    });
    parser.on('closetag', () => {
      onClose(open.pop() ?? '');
    });
    const text = (found: string) => {
      onText(open.at(-1) ?? '', unescaped(found));
    };
    parser.on('text', text);
    parser.on('cdata', text);
    const decoder = new TextDecoder();
    for (let start = 0; start < bytes.length; start += 1_000_000) {
      parser.write(decoder.decode(bytes.subarray(start, start + 1_000_000), { stream: true }));
    }
    parser.close();
  }
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

/** Characters that XML does not take stand as `_x000D_`. */
function unescaped(text: string): string {
  return text.replace(/_x([\da-f]{4})_/giu, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

function partOf(target: string): string {
  return target.startsWith('/') ? target.slice(1) : new URL(target, 'x://x/xl/').pathname.slice(1);
}

/** Column of a cell such as `AB12`, from 0; the next one where it is not said. */
function columnOf(reference: string | undefined, next: number): number {
  const [letters] = /^[A-Z]+/u.exec(reference ?? '') ?? [];
  if (letters === undefined) return next;
  return letters.split('').reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
