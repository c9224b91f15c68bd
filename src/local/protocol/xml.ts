/** An XML element: a text, a list of elements, or nothing. */
export type XmlContent = string | number | boolean | readonly (Xml | undefined)[];
export type Xml = readonly [name: string, content: XmlContent];

/** Writes a document. Absent children are left out. */
export function xmlDocument([name, content]: Xml, namespace?: string): string {
  const attributes = namespace === undefined ? '' : ` xmlns="${namespace}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${name}${attributes}>${write(content)}</${name}>`;
}

function write(content: XmlContent): string {
  if (typeof content !== 'object') return escape(String(content));
  return content.map((child) => (child === undefined ? '' : `<${child[0]}>${write(child[1])}</${child[0]}>`)).join('');
}

/** Control characters become character references, as S3 writes them: a key may hold any of them. */
function escape(text: string): string {
  // eslint-disable-next-line no-control-regex -- control characters are what is escaped here
  return text.replace(/[&<>"\u0000-\u001f\u007f\ufffe\uffff]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** An element with this name, or nothing where the value is undefined. */
export function optional(name: string, value: string | number | boolean | undefined): Xml | undefined {
  return value === undefined ? undefined : [name, value];
}
