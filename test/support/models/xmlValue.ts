import { z } from 'zod';
import type { Shape } from '../../../src/local/protocol/model/serviceModel.ts';

const element = z.record(z.string(), z.unknown());

/** What an element of a query service's answer says of a shape, as the JSON that would say it. */
export function xmlValue(shapeOf: (name: string) => Shape, name: string, content: unknown): unknown {
  const { type, members = {}, member = '' } = shapeOf(name);
  if (type === 'structure') {
    const entries = Object.entries(element.parse(content === '' ? {} : content)).map(([child, inner]) => {
      const shape = members[child];
      return [child, shape === undefined ? inner : xmlValue(shapeOf, shape, inner)] as const;
    });
    return Object.fromEntries(entries);
  }
  if (type === 'list') {
    const { member: elements = [] } = content === '' ? {} : element.parse(content);
    return [elements].flat().map((each) => xmlValue(shapeOf, member, each));
  }
  const text = z.string().parse(content);
  if (type === 'timestamp') return Date.parse(text) / 1000;
  if (type === 'boolean') return text === 'true';
  return ['integer', 'long', 'float', 'double'].includes(type) ? Number(text) : text;
}
