import { XMLParser } from 'fast-xml-parser';
import type { z } from 'zod';
import { collect } from '../../protocol/limitedBody.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import { Integrity, type IntegrityOptions } from './integrity.ts';
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

/** Reads and checks an XML body; undefined when it is empty. */
export async function readXml<Shape>(
  request: S3Request,
  schema: z.ZodType<Shape>,
  options?: IntegrityOptions,
): Promise<Shape | undefined> {
  const integrity = new Integrity(request, options);
  const body = await collect(request.body.chunks(), BODY_LIMIT);
  integrity.update(body);
  await integrity.finish();
  if (body.length === 0) return undefined;
  const parsed = schema.safeParse(parse(body.toString('utf8')));
  if (!parsed.success) throw malformed();
  return parsed.data;
}

export async function requireXml<Shape>(
  request: S3Request,
  schema: z.ZodType<Shape>,
  options?: IntegrityOptions,
): Promise<Shape> {
  const document = await readXml(request, schema, options);
  if (document === undefined) throw malformed();
  return document;
}

function parse(text: string): unknown {
  if (text.includes('<!DOCTYPE')) throw malformed();
  try {
    return parser.parse(text);
  } catch {
    throw malformed();
  }
}

function malformed(): ServiceError {
  const message = 'The XML you provided was not well-formed or did not validate against our published schema';
  return new ServiceError('MalformedXML', message);
}
