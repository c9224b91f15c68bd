import { gunzip } from 'node:zlib';
import { promisify } from 'node:util';
import * as l10n from '@vscode/l10n';
import { unzipSync } from 'fflate';
import { AppError } from '../../../core/errors.ts';
import type { ObjectStore } from '../../../core/ports/objectStore.ts';
import { memorySource, objectSource, type ByteSource } from '../byteSource.ts';
import { madeFormat } from './csvText.ts';
import type { TableChoice } from '../tableFile.ts';

/** Bytes of a table that has to be unpacked as a whole. */
const mostBytes = 512 * 1024 * 1024;
const mostPacked = 256 * 1024 * 1024;

export interface TableContentOptions {
  readonly objects: Pick<ObjectStore, 'read'>;
  readonly uri: string;
  /** Bytes, as listed. */
  readonly size: number;
  /** Of a workbook, from 0. */
  readonly sheet?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** The text of a table, whatever it is kept in. */
export interface TableContent {
  readonly source: ByteSource;
  /** Tells a .tsv from a .csv. */
  readonly name: string;
  /** What is known of the format, and so not for anybody to choose. */
  readonly known?: TableChoice;
  /** Names of a workbook's sheets, and which of them this is. */
  readonly sheets?: readonly string[];
  readonly sheet?: number;
  /** That this is not all of it. */
  readonly note?: string;
}

/** The text in a table's file: of compressed ones, of a workbook's sheet, of Parquet as CSV. Other files are their own text. */
export async function tableContent(options: TableContentOptions): Promise<TableContent> {
  const { objects, uri, size, sheet = 0, signal } = options;
  const [, inner = uri, packing = ''] = /^(.*)\.(gz|zip|xlsx|xlsm|parquet|pq)$/isu.exec(uri) ?? [];
  const source = objectSource(objects, uri, size);
  if (packing === '') return { source, name: uri };
  const kind = packing.toLowerCase();
  try {
    if (kind === 'parquet' || kind === 'pq') {
      const { parquetText } = await import('./parquet.ts');
      const { csv, rows, allRows } = await parquetText(source, mostBytes, signal);
      const note = rows < allRows ? l10n.t('These are the first {0} of {1} rows.', rows, allRows) : undefined;
      return {
        source: memorySource(csv),
        name: inner,
        known: { ...madeFormat, hasHeader: true },
        ...(note !== undefined && { note }),
      };
    }
    if (size > mostPacked) throw tooLarge();
    const bytes = await source.read(0, size, signal);
    if (kind === 'gz')
      return { source: memorySource(await promisify(gunzip)(bytes, { maxOutputLength: mostBytes })), name: inner };
    if (kind === 'zip') return { source: memorySource(onlyFile(bytes)), name: inner };
    const { Workbook } = await import('./xlsx.ts');
    const workbook = new Workbook(bytes);
    const csv = new TextEncoder().encode(workbook.csv(sheet));
    return {
      source: memorySource(csv),
      name: inner,
      known: madeFormat,
      sheets: workbook.sheets.map(({ name }) => name),
      sheet,
    };
  } catch (cause) {
    signal?.throwIfAborted();
    if (cause instanceof AppError) throw cause;
    if (cause instanceof RangeError && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE') throw tooLarge();
    const [, codec] = /compression codec: (\w+)/u.exec(cause instanceof Error ? cause.message : '') ?? [];
    if (codec !== undefined)
      throw new AppError('FileUnreadable', l10n.t('The file is compressed with {0}, which is not read here.', codec));
    throw new AppError(
      'FileUnreadable',
      l10n.t('The file is damaged or of another kind, and is not shown as a table.'),
      { cause },
    );
  }
}

function tooLarge(): AppError {
  return new AppError(
    'LimitExceeded',
    l10n.t('The table is too large to be shown here. Save it and open it from there.'),
  );
}

/** The one file of an archive, as pandas reads it; what macOS puts beside it is none. */
function onlyFile(archive: Uint8Array): Uint8Array {
  const names: string[] = [];
  const isFile = (name: string) => !name.endsWith('/') && !name.startsWith('__MACOSX/');
  unzipSync(archive, {
    filter: ({ name, originalSize }) => {
      if (originalSize > mostBytes) throw tooLarge();
      if (isFile(name)) names.push(name);
      return false;
    },
  });
  const [only, other] = names;
  if (only === undefined || other !== undefined)
    throw new AppError('FileUnreadable', l10n.t('The archive holds other than one table.'));
  return unzipSync(archive, { filter: ({ name }) => name === only })[only] ?? new Uint8Array();
}
