import * as z from 'zod/mini';
import { jobStatuses } from '../core/jobs/status.ts';
import { fileKinds, type FileKind } from '../core/outputs/fileKind.ts';
import type { JobOutputs, OutputFile, OutputGroup } from '../core/outputs/jobOutputs.ts';
import { quotings } from '../core/outputs/table/cells.ts';
import type { Column } from '../core/outputs/table/columns.ts';
import { textEncodings } from '../core/outputs/textEncoding.ts';

export type { Column, FileKind, JobOutputs, OutputFile, OutputGroup };

const file: z.ZodMiniType<OutputFile> = z.object({
  uri: z.string(),
  path: z.string(),
  size: z.number(),
  modified: z.number(),
  kind: z.enum(fileKinds),
});

const outputGroup: z.ZodMiniType<OutputGroup> = z.object({
  name: z.string(),
  folder: z.string(),
  uri: z.string(),
  files: z.array(file),
  truncated: z.boolean(),
});

const jobOutputs: z.ZodMiniType<JobOutputs> = z.object({
  job: z.string(),
  status: z.enum(jobStatuses),
  groups: z.array(outputGroup),
  first: z.optional(z.string()),
});

const column: z.ZodMiniType<Column> = z.object({
  name: z.string(),
  type: z.enum(['number', 'boolean', 'date', 'text']),
  isRowNames: z.optional(z.literal(true)),
});

const format = z.object({
  delimiter: z.string(),
  quoting: z.enum(quotings),
  encoding: z.enum(textEncodings),
  hasHeader: z.boolean(),
});

/** Any of them may be left to be found by looking. */
export const tableChoice = z.object({
  delimiter: z.optional(z.string().check(z.length(1))),
  quoting: z.optional(z.enum(quotings)),
  encoding: z.optional(z.enum(textEncodings)),
  hasHeader: z.optional(z.boolean()),
});

const extent = z.object({
  /** Data rows known, or estimated while `exact` is false. */
  rowCount: z.number(),
  exact: z.boolean(),
  /** Widest row seen. */
  columnCount: z.number(),
});

const span = z.object({ start: z.number(), end: z.number() });

const sort = z.object({ column: z.number(), descending: z.boolean() });

/** `column` undefined: any column. On a number column the text may start with `<`, `<=`, `>`, `>=`, `=` or `!=`. */
const filter = z.object({ column: z.optional(z.number()), text: z.string() });

const binary = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

const empty = z.object({});

const ofFile = z.object({ uri: z.string() });

const tableOpened = z.object({
  table: z.number(),
  columns: z.array(column),
  format,
  choice: tableChoice,
  /** What the kind of the file says, and nobody has to. */
  known: z.object({ format: z.boolean(), header: z.boolean() }),
  /** Of a workbook: the names of its sheets, and which of them this is. */
  sheets: z.optional(z.array(z.string())),
  sheet: z.optional(z.number()),
  /** That this is not all of it. */
  note: z.optional(z.string()),
  extent,
  rows: z.array(z.array(z.string())),
});

/** Everything the webview may ask of the host, with the shape of the answer. */
export const requests = {
  list: { params: z.object({ job: z.string() }), result: jobOutputs },
  /** A whole image or PDF. */
  bytes: { params: ofFile, result: z.object({ bytes: binary, type: z.string() }) },
  /** A stretch of a text file, cut at a whole character. */
  text: {
    params: z.object({ uri: z.string(), start: z.number(), length: z.number() }),
    result: z.object({ text: z.string(), next: z.number(), size: z.number() }),
  },
  /** What a file of unknown name holds. */
  sniff: { params: ofFile, result: z.object({ kind: z.enum(fileKinds) }) },
  /** `choice`: what the user says of the format, kept for the file from then on; without, what they said before. What nobody said is found by looking. */
  openTable: {
    params: z.object({ uri: z.string(), choice: z.optional(tableChoice), sheet: z.optional(z.number()) }),
    result: tableOpened,
  },
  /** The runs of the page's script, as a table. */
  openRuns: { params: empty, result: tableOpened },
  /** Opens the outputs of the first of these rows, or compares it with the second. */
  showRuns: { params: z.object({ table: z.number(), rows: z.array(z.number()) }), result: empty },
  /** Cells of a stretch of rows and of columns (ends exclusive), in the order of the table's current view. */
  rows: {
    params: z.object({ table: z.number(), rows: span, columns: span }),
    result: z.object({ rows: z.array(z.array(z.string())), extent }),
  },
  /** Sorts and filters all rows; neither: the file's own order again. */
  view: {
    params: z.object({ table: z.number(), sort: z.optional(sort), filter: z.optional(filter) }),
    result: z.object({ extent }),
  },
  /** Selected cells as text for the clipboard; of a large selection only the first rows, `rows` of them. */
  copy: {
    params: z.object({ table: z.number(), rows: span, columns: span, withHeader: z.boolean() }),
    result: z.object({ text: z.string(), rows: z.number() }),
  },
  closeTable: { params: z.object({ table: z.number() }), result: empty },
  save: { params: ofFile, result: empty },
  saveAll: { params: z.object({ job: z.string() }), result: empty },
  openInEditor: { params: ofFile, result: empty },
  openExternally: { params: ofFile, result: empty },
} as const;

/** What the host tells the webview unasked. */
export const events = {
  /** The job's outputs or status changed. */
  outputs: jobOutputs,
  /** Show this file. */
  reveal: ofFile,
  /** The row index of a table grew; `failed` says why it will not grow further by itself. */
  extent: z.object({
    table: z.number(),
    extent,
    scanned: z.number(),
    size: z.number(),
    failed: z.optional(z.string()),
  }),
  /** How much of a `view` that takes long is done, from 0 to 1. */
  viewing: z.object({ table: z.number(), done: z.number() }),
} as const;

export type RequestName = keyof typeof requests;
export type Params<K extends RequestName> = z.infer<(typeof requests)[K]['params']>;
export type Result<K extends RequestName> = z.infer<(typeof requests)[K]['result']>;
export type EventName = keyof typeof events;
export type EventOf<K extends EventName> = z.infer<(typeof events)[K]>;

export type Extent = z.infer<typeof extent>;
export type Span = z.infer<typeof span>;
export type TableFormatShown = z.infer<typeof format>;
export type TableChoice = z.infer<typeof tableChoice>;
export type Sort = z.infer<typeof sort>;
export type Filter = z.infer<typeof filter>;
