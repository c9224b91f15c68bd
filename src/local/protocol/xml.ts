/** An XML element's content: a text, a list of elements, or nothing. */
export type XmlContent = string | number | boolean | readonly (Xml | undefined)[];
export type Xml = readonly [name: string, content: XmlContent, attributes?: Readonly<Record<string, string>>];

/** Writes a document. Absent children are left out. */
export function xmlDocument([name, content]: Xml, namespace?: string): string {
  const attributes = namespace === undefined ? {} : { xmlns: namespace };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element([name, content, attributes])}`;
}

function element([name, content, attributes = {}]: Xml): string {
  const written = Object.entries(attributes).map(([attribute, value]) => ` ${attribute}="${escape(value)}"`);
  const inner =
    typeof content === 'object'
      ? content.map((child) => (child === undefined ? '' : element(child))).join('')
      : escape(String(content));
  return `<${name}${written.join('')}>${inner}</${name}>`;
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
