import { shapeOf, type ServiceModel, type Shape } from './serviceModel.ts';

type Form = Readonly<Record<string, string>>;

/**
 * What a form of the query protocol says, as the JSON that `InputReader` reads: `Tags.member.1.Key=a` is the first tag's key.
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function formValues(model: ServiceModel, operation: string, form: Form): unknown {
  const { input } = model.operations[operation] ?? {};
  if (input === undefined) throw new Error(`There is no operation ${operation} in ${model.source}`);
  return valueAt(model, shapeOf(model, input), '', form) ?? {};
}

function valueAt(model: ServiceModel, shape: Shape, at: string, form: Form): unknown {
  const inner = (name: string): string => (at === '' ? name : `${at}.${name}`);
  if (shape.type === 'structure') {
    const members = Object.entries(shape.members ?? {}).flatMap(([name, member]) => {
      const value = valueAt(model, shapeOf(model, member), inner(name), form);
      return value === undefined ? [] : [[name, value] as const];
    });
    return members.length === 0 ? undefined : Object.fromEntries(members);
  }
  if (shape.type === 'list') {
    const elements: unknown[] = [];
    for (;;) {
      const place = inner(`member.${elements.length + 1}`);
      const element = valueAt(model, shapeOf(model, shape.member ?? ''), place, form);
      if (element === undefined) return elements.length === 0 ? undefined : elements;
      elements.push(element);
    }
  }
  const text = form[at];
  return text === undefined ? undefined : simpleValue(shape.type, text);
}

/** A text that is no number, or neither true nor false, stays one: it is refused where values are read. */
function simpleValue(type: string, text: string): unknown {
  if (type === 'integer' || type === 'long') return /^[+-]?\d+$/.test(text) ? Number(text) : text;
  if (type === 'boolean') return text === 'true' || text === 'false' ? text === 'true' : text;
  return text;
}
