import { diskFull } from './diskFull.ts';
import { header, type Answer, type Exchange } from './exchange.ts';
import { readBody } from './limitedBody.ts';
import type { Violation } from './model/constraints.ts';
import { InputReader } from './model/inputReader.ts';
import type { ServiceModel } from './model/serviceModel.ts';
import { violationText } from './model/violationText.ts';
import { PreparedJson, type JsonOperation } from './operation.ts';
import type { Call, Protocol } from './protocol.ts';
import { ServiceError } from './serviceError.ts';
import { sha256, verifyHead, verifySignature } from './signature.ts';
import { SignatureError, type SignatureProblem } from './signatureError.ts';

/** A service that speaks JSON 1.1: SageMaker, CloudWatch Logs. */
export interface JsonService {
  /** What stands before the dot of X-Amz-Target, such as `SageMaker`. */
  readonly targetPrefix: string;
  /** SigV4 service name, such as `sagemaker`. */
  readonly signingName: string;
  /** What the operations take. */
  readonly model: ServiceModel;
  /** The error for input that violates the model; a ValidationException when absent. */
  readonly invalid?: (violations: readonly Violation[]) => ServiceError;
  readonly operations: readonly JsonOperation[];
}

interface ServedService {
  readonly service: JsonService;
  readonly inputs: InputReader;
  readonly operations: ReadonlyMap<string, JsonOperation>;
}

const BODY_LIMIT = 6 * 1024 * 1024;

const signatureCodes: Readonly<Record<SignatureProblem, string>> = {
  missing: 'MissingAuthenticationTokenException',
  malformed: 'IncompleteSignatureException',
  wrongScope: 'InvalidSignatureException',
  unknownKey: 'UnrecognizedClientException',
  invalidToken: 'UnrecognizedClientException',
  expiredToken: 'ExpiredTokenException',
  mismatch: 'InvalidSignatureException',
  skewed: 'InvalidSignatureException',
  expired: 'InvalidSignatureException',
  unsignedHeaders: 'InvalidSignatureException',
};

export class JsonProtocol implements Protocol {
  readonly #services: ReadonlyMap<string, ServedService>;

  constructor(services: readonly JsonService[]) {
    this.#services = new Map(
      services.map((service) => [
        service.targetPrefix,
        {
          service,
          inputs: new InputReader(service.model),
          operations: new Map(service.operations.map((operation) => [operation.name, operation])),
        },
      ]),
    );
  }

  async serve({ exchange, authorization, context, keys }: Call): Promise<Answer> {
    const target = header(exchange, 'x-amz-target') ?? '';
    const dot = target.indexOf('.');
    const found = this.#find(target);
    const service = found?.service.signingName ?? authorization.service;
    const expected = { keys, service, now: context.now };
    verifyHead(exchange, authorization, expected);
    const body = await readBody(exchange, BODY_LIMIT);
    verifySignature(exchange, authorization, sha256(body), expected);
    const operation = found?.operations.get(target.slice(dot + 1));
    if (found === undefined || operation === undefined) throw unknownOperation(exchange, target);
    const { input, violations } = found.inputs.read(operation.name, parseJson(body));
    if (violations.length > 0) throw (found.service.invalid ?? validationException)(violations);
    return answer(200, await operation.run(input, context));
  }

  failure(error: unknown, exchange: Exchange): Answer {
    const known = toServiceError(error);
    const model = this.#find(header(exchange, 'x-amz-target') ?? '')?.service.model;
    const members = model?.shapes[known.code]?.members ?? {};
    const messageMember = 'Message' in members ? 'Message' : 'message';
    const body = { __type: known.code, [messageMember]: known.message, ...known.details };
    const { status, headers, body: text = '' } = answer(known.status, body);
    const errorHeaders = { ...headers, 'x-amzn-ErrorType': known.code };
    return exchange.method === 'HEAD'
      ? { status, headers: errorHeaders }
      : { status, headers: errorHeaders, body: text };
  }

  #find(target: string): ServedService | undefined {
    return this.#services.get(target.slice(0, Math.max(target.indexOf('.'), 0)));
  }
}

function validationException(violations: readonly Violation[]): ServiceError {
  return new ServiceError('ValidationException', violationText(violations));
}

function unknownOperation(exchange: Exchange, target: string): ServiceError {
  const name = target === '' ? `${exchange.method} ${exchange.rawPath}` : target;
  return new ServiceError('UnknownOperationException', `The operation ${name} is not known to Local SageMaker.`);
}

function toServiceError(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  if (error instanceof SignatureError) return new ServiceError(signatureCodes[error.problem], error.message);
  const internal = new ServiceError('InternalFailure', 'Local SageMaker failed; its log says why.', 500);
  return diskFull(error, internal.code) ?? internal;
}

function parseJson(body: Buffer): unknown {
  try {
    return JSON.parse(body.length === 0 ? '{}' : body.toString('utf8'));
  } catch {
    throw new ServiceError('SerializationException', 'The request body is not valid JSON.');
  }
}

function answer(status: number, body: object): Answer {
  return {
    status,
    headers: { 'Content-Type': 'application/x-amz-json-1.1' },
    body: body instanceof PreparedJson ? body.text : JSON.stringify(epochSeconds(body)),
  };
}

/** Dates go over the wire as seconds since 1970. */
function epochSeconds(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(epochSeconds);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, epochSeconds(inner)]));
}
