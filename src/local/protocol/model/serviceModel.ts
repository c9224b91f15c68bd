/**
 * The part of one of AWS's own service models that Local serves, as a `model.json` beside a service's operations has it: the shapes of
 * what operations take, and of their errors. `test/support/models/extract.ts` writes those files.
 */
export interface ServiceModel {
  /** Where the model is from, with its version. */
  readonly source: string;
  readonly operations: Readonly<Record<string, OperationModel>>;
  readonly shapes: Readonly<Record<string, Shape>>;
}

export interface OperationModel {
  /** Names of shapes. */
  readonly input: string;
  readonly errors: readonly string[];
}

/** A shape names others by their names. */
export interface Shape {
  /** structure, list, map, string, integer, long, float, double, boolean, timestamp or blob. */
  readonly type: string;
  /** Of a structure. */
  readonly members?: Readonly<Record<string, string>>;
  readonly required?: readonly string[];
  /** Of a list's elements. */
  readonly member?: string;
  /** Of a map. */
  readonly key?: string;
  readonly value?: string;
  readonly enum?: readonly string[];
  /** Of a number, or of the length of a string, list or map. */
  readonly min?: number;
  readonly max?: number;
  /** A regular expression of Java's, which the whole of a string has to match. */
  readonly pattern?: string;
}

/** The shape of this name. Throws when the model is not whole. */
export function shapeOf(model: Pick<ServiceModel, 'shapes' | 'source'>, name: string): Shape {
  const shape = model.shapes[name];
  if (shape === undefined) throw new Error(`There is no shape ${name} in ${model.source}`);
  return shape;
}

/**
 * A request of the SDK's type once it was checked: what the model requires is there. The SDK's own types are made from the same models,
 * and say that anything may be undefined.
 */
export type Checked<T> = T extends readonly (infer Element)[]
  ? Checked<Exclude<Element, undefined>>[]
  : T extends Date | Uint8Array
    ? T
    : T extends object
      ? {
          [Member in keyof T]: IsOptional<T, Member> extends true
            ? Checked<T[Member]>
            : Checked<Exclude<T[Member], undefined>>;
        }
      : T;

type IsOptional<T, Member extends keyof T> = Partial<Pick<T, Member>> extends Pick<T, Member> ? true : false;
