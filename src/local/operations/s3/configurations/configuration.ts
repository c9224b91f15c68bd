import type { z } from 'zod';
import type { ServiceError } from '../../../protocol/serviceError.ts';
import type { Xml, XmlContent } from '../../../protocol/xml.ts';
import { noContent, xmlAnswer } from '../answers.ts';
import type { S3Operation } from '../operation.ts';
import { readXml, malformedXml } from '../xmlBody.ts';

/** A configuration of a bucket that is stored, checked and answered, as AWS does. */
export interface Configuration<Content> {
  /** AWS's names of the operations; a configuration without `delete` is replaced by an empty one. */
  readonly operations: { readonly get: string; readonly put: string; readonly delete?: string };
  /** The query parameter that asks for it. */
  readonly parameter: string;
  /** The element that holds it, in requests and answers. */
  readonly element: string;
  /** Reads the element's content, as the XML parser gives it. */
  readonly content: z.ZodType<Content>;
  /** Headers of the PUT that change nothing here. */
  readonly takes?: readonly string[];
  /** Checks what the shape cannot say. */
  check?(content: Content): void;
  /** What a bucket has that was never given another; none when absent. */
  readonly initial?: Content;
  /** The answer where there is none. */
  missing(bucket: string): ServiceError | Content;
  /** HTTP status of a PUT; 200 when absent. */
  readonly putStatus?: number;
}

/** Stored in place of a configuration that was removed, where a new bucket has one. */
const REMOVED = 'null';

/** The operations that read, replace and remove a configuration. */
export function configurationOperations<Content extends object>(configuration: Configuration<Content>): S3Operation[] {
  const { operations, parameter, element, content, takes = [], initial } = configuration;
  const get: S3Operation = {
    ...{ name: operations.get, method: 'GET', on: 'bucket', parameter },
    run: ({ bucket }, { buckets }) => {
      const stored = buckets.configuration(bucket, parameter);
      const found: unknown = stored === undefined ? initial : JSON.parse(stored);
      const answered = found ?? configuration.missing(bucket);
      if (answered instanceof Error) throw answered;
      return xmlAnswer(element, contentXml(answered));
    },
  };
  const put: S3Operation = {
    ...{ name: operations.put, method: 'PUT', on: 'bucket', parameter, takes },
    run: async (request, { buckets }) => {
      buckets.require(request.bucket);
      const given = content.safeParse((await readXml(request))?.[element]);
      if (!given.success) throw malformedXml();
      configuration.check?.(given.data);
      buckets.configure(request.bucket, parameter, JSON.stringify(given.data));
      return { status: configuration.putStatus ?? 200 };
    },
  };
  const remove = (name: string): S3Operation => ({
    ...{ name, method: 'DELETE', on: 'bucket', parameter },
    run: ({ bucket }, { buckets }) => {
      buckets.configure(bucket, parameter, initial === undefined ? undefined : REMOVED);
      return noContent;
    },
  });
  return [get, put, ...(operations.delete === undefined ? [] : [remove(operations.delete)])];
}

/** Writes what the XML parser read: members become elements, lists become repeated ones. */
function contentXml(value: unknown): XmlContent {
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value).flatMap(([name, member]: [string, unknown]): Xml[] =>
    (Array.isArray(member) ? member : [member]).map((one): Xml => [name, contentXml(one)]),
  );
}
