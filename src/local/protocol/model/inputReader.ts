import { Constraints, mustNotBeNull, type Violation } from './constraints.ts';
import { listAt, objectAt, scalarAt } from './jsonValues.ts';
import { shapeOf, type ServiceModel, type Shape } from './serviceModel.ts';

/** Reads what requests send, by the shapes of a service's model. */
export class InputReader {
  readonly #model: ServiceModel;
  readonly #constraints = new Constraints();

  constructor(model: ServiceModel) {
    this.#model = model;
  }

  /**
   * An operation's input as the SDK's types have it: times are `Date`, blobs `Uint8Array`; a null member is an absent one, and one that the
   * model does not know is left out, as AWS has it. Every constraint that is violated is told in `violations`.
   * Throws a `SerializationException` for a value of another type than the model's.
   */
  read(operation: string, json: unknown): { input: object; violations: readonly Violation[] } {
    const { input } = this.#model.operations[operation] ?? {};
    if (input === undefined) throw new Error(`There is no operation ${operation} in ${this.#model.source}`);
    const violations: Violation[] = [];
    const shape = shapeOf(this.#model, input);
    return { input: this.#structure(shape, objectAt(json, ''), '', violations), violations };
  }

  #value(shape: Shape, json: unknown, path: string, violations: Violation[]): unknown {
    if (shape.type === 'structure') return this.#structure(shape, objectAt(json, path), path, violations);
    const value = this.#unchecked(shape, json, path, violations);
    for (const constraint of this.#constraints.violated(shape, value))
      violations.push({ path, value: json, constraint });
    return value;
  }

  #unchecked(shape: Shape, json: unknown, path: string, violations: Violation[]): unknown {
    if (shape.type === 'list') return this.#list(shape, listAt(json, path), path, violations);
    if (shape.type === 'map') return this.#map(shape, objectAt(json, path), path, violations);
    return scalarAt(shape.type, json, path);
  }

  #structure({ members = {}, required = [] }: Shape, json: object, path: string, violations: Violation[]): object {
    const found = new Map<string, unknown>();
    for (const [name, shape] of Object.entries(members)) {
      const at = join(path, memberName(name));
      const value: unknown = Object.hasOwn(json, name) ? Reflect.get(json, name) : undefined;
      if (value !== undefined && value !== null)
        found.set(name, this.#value(this.#shape(shape), value, at, violations));
      else if (required.includes(name)) violations.push({ path: at, value: undefined, constraint: mustNotBeNull });
    }
    return Object.fromEntries(found);
  }

  #list({ member = '' }: Shape, json: readonly unknown[], path: string, violations: Violation[]): unknown[] {
    const shape = this.#shape(member);
    const isSimple = !holdsMembers(shape);
    const read = json.map((element, index) => {
      const at = join(path, `${index + 1}.member`);
      if (element !== undefined && element !== null)
        return isSimple ? scalarAt(shape.type, element, at) : this.#value(shape, element, at, violations);
      if (!isSimple) violations.push({ path: at, value: undefined, constraint: mustNotBeNull });
      return undefined;
    });
    if (isSimple) this.#checkElements('Member', shape, read, { path, value: json }, violations);
    return read;
  }

  #map({ key = '', value = '' }: Shape, json: object, path: string, violations: Violation[]): object {
    const whole = { path, value: json };
    const shape = this.#shape(value);
    const entries = Object.entries(json).filter(
      ([, element]: [string, unknown]) => element !== undefined && element !== null,
    );
    this.#checkElements(
      'Map keys',
      this.#shape(key),
      entries.map(([name]) => name),
      whole,
      violations,
    );
    const isSimple = !holdsMembers(shape);
    const read = entries.map(([name, element]: [string, unknown]) => {
      const at = join(path, `${name}.member`);
      return [
        name,
        isSimple ? scalarAt(shape.type, element, at) : this.#value(shape, element, at, violations),
      ] as const;
    });
    if (isSimple)
      this.#checkElements(
        'Map value',
        shape,
        read.map(([, element]) => element),
        whole,
        violations,
      );
    return Object.fromEntries(read);
  }

  /** AWS tells one violation for all simple elements, at what holds them. */
  #checkElements(
    what: string,
    shape: Shape,
    elements: readonly unknown[],
    whole: Omit<Violation, 'constraint'>,
    violations: Violation[],
  ): void {
    if (elements.some((element) => element === undefined || this.#constraints.violated(shape, element).length > 0))
      violations.push({ ...whole, constraint: `${what} must satisfy constraint: ${this.#constraints.told(shape)}` });
  }

  #shape(name: string): Shape {
    return shapeOf(this.#model, name);
  }
}

function holdsMembers({ type }: Shape): boolean {
  return type === 'structure' || type === 'list' || type === 'map';
}

function join(path: string, part: string): string {
  return path === '' ? part : `${path}.${part}`;
}

/** AWS writes members as Java has them: `ProcessingInputs` is `processingInputs`. */
function memberName(name: string): string {
  return name.replace(/^[A-Z]/, (first) => first.toLowerCase());
}
