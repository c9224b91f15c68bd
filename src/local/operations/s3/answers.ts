import type { Answer } from '../../protocol/exchange.ts';
import { xmlDocument, type Xml, type XmlContent } from '../../protocol/xml.ts';

const NAMESPACE = 'http://s3.amazonaws.com/doc/2006-03-01/';

export function xmlAnswer(name: string, content: XmlContent): Answer {
  return { status: 200, headers: { 'Content-Type': 'application/xml' }, body: xmlDocument([name, content], NAMESPACE) };
}

export const noContent: Answer = { status: 204 };

export function quoted(etag: string): string {
  return `"${etag}"`;
}

/** The bucket owner, who is the only user there is. */
export function owner(name: 'Owner' | 'Initiator', accountId: string): Xml {
  return [
    name,
    [
      ['ID', accountId],
      ['DisplayName', 'local'],
    ],
  ];
}
