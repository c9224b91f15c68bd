import { XMLParser } from 'fast-xml-parser';
import * as z from 'zod';
import { collect } from '../../protocol/limitedBody.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import { checkBody, type IntegrityOptions } from './integrity.ts';
import type { S3Request } from './operation.ts';

/** DeleteObjects may hold 1,000 keys of 1,024 bytes, each of them escaped. */
const BODY_LIMIT = 8 * 1024 * 1024;

const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: false,
  htmlEntities: true,
  isArray: (name) => name === 'Part' || name === 'Object' || name === 'Tag',
});

const documents = z.record(z.string(), z.unknown());

/** Reads an XML body as its root element by name; undefined when it is empty. */
export async function readXml(
  request: S3Request,
  options?: IntegrityOptions,
): Promise<Record<string, unknown> | undefined> {
  const body = await collect(request.body.chunks(), BODY_LIMIT);
  await checkBody(request, body, options);
  if (body.length === 0) return undefined;
  const parsed = documents.safeParse(parse(body.toString('utf8')));
  if (!parsed.success) throw malformedXml();
  return parsed.data;
}

/** Reads and checks an XML body. */
export async function requireXml<Shape>(
  request: S3Request,
  schema: z.ZodType<Shape>,
  options?: IntegrityOptions,
): Promise<Shape> {
  const parsed = schema.safeParse(await readXml(request, options));
  if (!parsed.success) throw malformedXml();
  return parsed.data;
}

function parse(text: string): unknown {
  if (text.includes('<!DOCTYPE')) throw malformedXml();
  try {
    return withoutSpaces(parser.parse(text));
  } catch {
    throw malformedXml();
  }
}

/** White space between elements, as people write it, says nothing. */
function withoutSpaces(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSpaces);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(
    ([name, member]) => name !== '#text' || typeof member !== 'string' || member.trim() !== '',
  );
  return Object.fromEntries(members.map(([name, member]) => [name, withoutSpaces(member)]));
}

export function malformedXml(): ServiceError {
  const message = 'The XML you provided was not well-formed or did not validate against our published schema';
  return new ServiceError('MalformedXML', message);
}
