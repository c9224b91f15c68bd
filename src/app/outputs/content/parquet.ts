import * as zlib from 'node:zlib';
import { setImmediate } from 'node:timers/promises';
import {
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
  type AsyncBuffer,
  type Compressors,
  type FileMetaData,
  type SchemaElement,
} from 'hyparquet';
import type { ByteSource } from '../byteSource.ts';
import { csvLine } from './csvText.ts';
import { cellOf, parsers } from './parquetCells.ts';

/** Rows that are read at a time. */
const stretch = 20_000;

const compressors: Compressors = {
  GZIP: (input) => zlib.gunzipSync(input),
  BROTLI: (input) => zlib.brotliDecompressSync(input),
  ZSTD: (input) => zlib.zstdDecompressSync(input),
};

export interface ParquetText {
  readonly csv: Uint8Array;
  readonly rows: number;
  /** Rows of the file: more, where all of them would take too much memory. */
  readonly allRows: number;
}

/** A Parquet file as CSV, with its columns' names on top. Columns within columns are JSON. `most`: bytes of CSV. */
export async function parquetText(source: ByteSource, most: number, signal?: AbortSignal): Promise<ParquetText> {
  const file: AsyncBuffer = {
    byteLength: source.size,
    slice: async (start, end = source.size) => {
      const bytes = await source.read(start < 0 ? source.size + start : start, end, signal);
      return Uint8Array.from(bytes).buffer;
    },
  };
  const written = await parquetMetadataAsync(file);
  const columns = parquetSchema(written).children.map(({ element }) => element);
  const metadata = withoutRounding(written);
  const allRows = Number(metadata.num_rows);
  const parts = [Buffer.from(csvLine(columns.map(({ name }) => name)))];
  let [size, rows] = [0, 0];
  while (rows < allRows && size < most) {
    signal?.throwIfAborted();
    const rowEnd = Math.min(allRows, rows + stretch);
    const objects = await parquetReadObjects({
      file,
      metadata,
      compressors,
      parsers,
      utf8: false,
      rowStart: rows,
      rowEnd,
    });
    const lines = objects.map((row) => csvLine(columns.map((column) => cellOf(row[column.name], column))));
    const part = Buffer.from(lines.join(''));
    parts.push(part);
    size += part.length;
    rows = rowEnd;
    await setImmediate();
  }
  return { csv: Buffer.concat(parts), rows, allRows };
}

/** The library makes JavaScript's numbers of decimals, and refuses intervals: without the type's name, both come as they are stored. */
function withoutRounding(metadata: FileMetaData): FileMetaData {
  const schema = metadata.schema.map((element): SchemaElement => {
    const { converted_type: type, logical_type: logical, ...rest } = element;
    const isKept = type !== 'DECIMAL' && type !== 'INTERVAL' && type !== 'BSON' && logical?.type !== 'DECIMAL';
    return isKept ? element : rest;
  });
  return { ...metadata, schema };
}
