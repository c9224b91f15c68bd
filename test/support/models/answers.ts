import { readFileSync } from 'node:fs';
import path from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import type { LocalEndpointOptions } from '../../../src/local/server.ts';
import { InputReader } from '../../../src/local/protocol/model/inputReader.ts';
import { shapeOf, type Shape } from '../../../src/local/protocol/model/serviceModel.ts';
import { violationText } from '../../../src/local/protocol/model/violationText.ts';
import { commonErrors, mayBeEmpty, ownCodes, ownValues } from './commonErrors.ts';
import { xmlValue } from './xmlValue.ts';

const errorShape = z.custom<Shape & { error?: { code?: string; httpStatusCode?: number } }>();
const modelFile = z.object({
  source: z.string(),
  metadata: z.object({ protocol: z.string(), targetPrefix: z.string().optional() }),
  operations: z.record(z.string(), z.object({ output: z.string().nullable(), errors: z.array(z.string()) })),
  shapes: z.record(z.string(), errorShape),
});
const jsonError = z.looseObject({ __type: z.string() });
const xml = new XMLParser({ ignoreAttributes: false, parseTagValue: false });

type Answer = Parameters<NonNullable<LocalEndpointOptions['onAnswer']>>[1];
type Exchange = Parameters<NonNullable<LocalEndpointOptions['onAnswer']>>[0];

/** One service's answers by its model. */
class ServiceAnswers {
  readonly model: z.infer<typeof modelFile>;
  readonly #shapes: Readonly<Record<string, Shape>>;
  readonly #outputs: InputReader;

  constructor(service: string) {
    const text = readFileSync(path.join(import.meta.dirname, `${service}.json`), 'utf8');
    this.model = modelFile.parse(JSON.parse(text));
    const operations = Object.entries(this.model.operations).map(([name, { output, errors }]) => {
      return [name, { input: output ?? 'Nothing', errors }] as const;
    });
    this.#shapes = { Nothing: { type: 'structure' }, ...this.model.shapes };
    // AWS answers lists and maps with nothing in them also where a request may send none such.
    const lenient = Object.entries(this.#shapes).map(([name, { min, ...shape }]) => {
      const isSized = shape.type === 'list' || shape.type === 'map' || mayBeEmpty.has(name) || min === undefined;
      const values = shape.enum && { enum: [...shape.enum, ...(ownValues.get(name) ?? [])] };
      return [name, { ...shape, ...values, ...(!isSized && { min }) }] as const;
    });
    this.#outputs = new InputReader({
      source: this.model.source,
      operations: Object.fromEntries(operations),
      shapes: Object.fromEntries(lenient),
    });
  }

  /** What is wrong with an operation's answer. */
  faultsOf(operation: string, answer: unknown): string[] {
    const { input, violations } = this.#outputs.read(operation, answer);
    return [...(violations.length > 0 ? [violationText(violations)] : []), ...unknownMembers(answer, input, '')];
  }

  /** What an operation may fail with: the error of its name, or of its code where that is another. */
  errorOf(operation: string | undefined, code: string): z.infer<typeof errorShape> | undefined {
    const { operations, shapes } = this.model;
    const names =
      operation === undefined
        ? Object.values(operations).flatMap(({ errors }) => errors)
        : (operations[operation]?.errors ?? []);
    const name = names.find((each) => (shapes[each]?.error?.code ?? each) === code);
    return name === undefined ? undefined : shapes[name];
  }

  shape(name: string): Shape {
    return shapeOf({ source: this.model.source, shapes: this.#shapes }, name);
  }
}

const services = ['ecr', 'iam', 'logs', 'sagemaker', 'sts'];

/**
 * Checks every answer of a Local SageMaker against AWS's own service models: members that must be there, types, enums, patterns, none that
 * AWS does not have; an error is one that the operation declares or one that all have, with its status. The errors of the query services, whose
 * answers do not name the operation, are those of any operation. S3 has no model here.
 */
export class AnswerCheck {
  readonly #services = services.map((service) => new ServiceAnswers(service));
  readonly #faults = new Set<string>();

  /** For a server's options. */
  readonly onAnswer = (exchange: Exchange, answer: Answer): void => {
    if (typeof answer.body !== 'string') return;
    const target = exchange.request.headers['x-amz-target'];
    try {
      if (typeof target === 'string') this.#checkJson(target, answer, answer.body);
      else if (answer.headers?.['Content-Type'] === 'text/xml') this.#checkQuery(answer, answer.body);
    } catch (error) {
      this.#faults.add(`${String(target)}: ${String(error)}: ${answer.body.slice(0, 500)}`);
    }
  };

  /** Throws when an answer was not AWS's. */
  done(): void {
    if (this.#faults.size > 0) throw new Error(`Answers that AWS would not give:\n${[...this.#faults].join('\n')}`);
  }

  #checkJson(target: string, { status, headers = {} }: Answer, body: string): void {
    const [prefix, operation = ''] = target.split('.');
    const service = this.#services.find(({ model }) => model.metadata.targetPrefix === prefix);
    const isServed = service !== undefined && operation in service.model.operations;
    const json: unknown = JSON.parse(body);
    const say = (fault: string) => this.#faults.add(`${target}: ${fault}: ${body.slice(0, 500)}`);
    if (status === 200) {
      if (!isServed) say('is not in the model');
      else service.faultsOf(operation, json).forEach(say);
      return;
    }
    const { __type: code, ...members } = jsonError.parse(json);
    if (headers['x-amzn-ErrorType'] !== code) say('the header says another error');
    const declared = isServed ? service.errorOf(operation, code) : undefined;
    const expected = declared === undefined ? commonErrors.get(code) : statusOf(code, declared);
    const isOwn = ownCodes.has(`${target} ${code}`);
    if (expected === undefined && !isOwn) say(`does not declare ${code}`);
    if (expected !== undefined && expected !== status) say(`${code} has status ${expected}, not ${status}`);
    // An error that the model has without a member has its message nevertheless.
    const known = Object.keys(declared?.members ?? {});
    const messageName = known.find((name) => name.toLowerCase() === 'message') ?? 'message';
    const strange = Object.keys(members).filter((name) => name !== messageName && !known.includes(name));
    if (typeof members[messageName] !== 'string' || members[messageName] === '') say(`has no ${messageName}`);
    if (strange.length > 0) say(`${code} has no members ${strange.join(', ')}`);
  }

  #checkQuery({ status }: Answer, body: string): void {
    const document = z.record(z.string(), z.unknown()).parse(xml.parse(body));
    const [root = ''] = Object.keys(document).filter((name) => name !== '?xml');
    const say = (fault: string) => this.#faults.add(`${root}: ${fault}: ${body.slice(0, 500)}`);
    const ofQuery = this.#services.filter(({ model }) => model.metadata.protocol === 'query');
    if (root === 'ErrorResponse') {
      const error = z.object({
        Error: z.object({ Code: z.string(), Message: z.string(), Type: z.string() }),
        RequestId: z.string(),
      });
      const { Code: code } = error.parse(document[root]).Error;
      const [declared] = ofQuery.flatMap((service) => service.errorOf(undefined, code) ?? []);
      const expected = declared === undefined ? commonErrors.get(code) : statusOf(code, declared);
      if (expected !== status) say(`${code} has status ${String(expected)}, not ${status}`);
      return;
    }
    const operation = root.replace(/Response$/, '');
    const service = ofQuery.find(({ model }) => operation in model.operations);
    if (service === undefined) {
      say('is not in the model');
      return;
    }
    const output = service.model.operations[operation]?.output;
    const { [`${operation}Result`]: result } = z.record(z.string(), z.unknown()).parse(document[root]);
    service
      .faultsOf(
        operation,
        xmlValue((name) => service.shape(name), output ?? 'Nothing', result),
      )
      .forEach(say);
  }
}

function statusOf(code: string, { error }: z.infer<typeof errorShape>): number {
  return error?.httpStatusCode ?? (code === 'ServerException' || code === 'ServiceUnavailableException' ? 500 : 400);
}

/** Members that were sent and are not in the model, and such as are null, which AWS leaves out. */
function unknownMembers(sent: unknown, known: unknown, where: string): string[] {
  if (sent === null) return [`${where} is null`];
  if (typeof sent !== 'object' || typeof known !== 'object' || known === null) return [];
  return Object.entries(sent).flatMap(([name, value]: [string, unknown]) => {
    const at = where === '' ? name : `${where}.${name}`;
    if (value !== null && !Object.hasOwn(known, name)) return [`there is no member ${at}`];
    return unknownMembers(value, Reflect.get(known, name), at);
  });
}
