import * as z from 'zod/mini';
import { stringKeys, type Strings } from './strings.ts';

const strings = z.custom<Strings>((value: unknown) => {
  const texts = z.safeParse(z.record(z.string(), z.string()), value).data;
  return texts !== undefined && stringKeys.every((key) => texts[key] !== undefined);
});

const page = z.object({
  /** The key of one job, or of two side by side. */
  jobs: z.array(z.string()),
  /** Their names, in the same order. */
  names: z.array(z.string()),
  /** What each is called, in the same order: its script and time. */
  titles: z.array(z.string()),
  /** Heading of the table of runs that is shown instead. */
  runs: z.optional(z.string()),
  /** The file to show first. */
  file: z.optional(z.string()),
  /** Kept by the webview for the host, which makes the panel again from it. */
  state: z.record(z.string(), z.unknown()),
  strings,
  locale: z.string(),
});

/** What the host writes into the page, for the webview to start with. */
export type OutputsPage = z.infer<typeof page>;

export function readOutputsPage(value: unknown): OutputsPage {
  return z.parse(page, value);
}
