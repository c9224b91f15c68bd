import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { AnswerCheck } from '../../../support/models/answers.ts';

// The check that all suites with a Local SageMaker rely on: it must see what is wrong.
function checked(
  target: string | undefined,
  status: number,
  body: string,
  headers: Record<string, string> = {},
): () => void {
  const check = new AnswerCheck();
  const request = new IncomingMessage(new Socket());
  if (target !== undefined) request.headers['x-amz-target'] = target;
  const exchange = {
    request,
    response: new ServerResponse(request),
    requestId: 'r',
    method: 'POST',
    host: '127.0.0.1',
    rawPath: '/',
    query: [],
  };
  check.onAnswer(exchange, { status, headers, body });
  return () => {
    check.done();
  };
}
const arn = 'arn:aws:sagemaker:us-east-1:000000000000:processing-job/a';
const tags = 'SageMaker.ListTags';
const create = 'SageMaker.CreateProcessingJob';

test.each<[string, object, string | undefined]>([
  [create, { ProcessingJobArn: arn }, undefined],
  [create, {}, "null at 'processingJobArn' failed to satisfy constraint: Member must not be null"],
  [create, { ProcessingJobArn: 'a' }, 'regular expression'],
  [create, { ProcessingJobArn: arn, Name: 'a' }, 'there is no member Name'],
  [create, { ProcessingJobArn: null }, 'ProcessingJobArn is null'],
  [tags, { Tags: [{ Key: 'k', Value: 'v', Extra: 1 }] }, 'there is no member Tags.0.Extra'],
  [tags, { Tags: { k: 'v' } }, 'Start of structure or map found'],
  ['SageMaker.ListModels', {}, 'is not in the model'],
])('%s answers %j', (target, body, fault) => {
  const done = checked(target, 200, JSON.stringify(body));
  if (fault === undefined) expect(done).not.toThrow();
  else expect(done).toThrow(fault);
});

test.each<[string, number, object, string | undefined]>([
  ['ResourceInUse', 400, { Message: 'm' }, undefined],
  ['ValidationException', 400, { message: 'm' }, undefined],
  ['ResourceInUse', 400, { message: 'm' }, 'has no Message'],
  ['ResourceInUse', 409, { Message: 'm' }, 'ResourceInUse has status 400, not 409'],
  ['ConflictException', 400, { Message: 'm' }, 'does not declare ConflictException'],
  ['ResourceInUse', 400, { Message: 'm', Arn: arn }, 'ResourceInUse has no members Arn'],
])('%s with status %i and %j', (code, status, members, fault) => {
  const done = checked(create, status, JSON.stringify({ __type: code, ...members }), { 'x-amzn-ErrorType': code });
  if (fault === undefined) expect(done).not.toThrow();
  else expect(done).toThrow(fault);
});

test('the XML of a query service', () => {
  const answer = (result: string) =>
    checked(
      undefined,
      200,
      `<GetCallerIdentityResponse><GetCallerIdentityResult>${result}</GetCallerIdentityResult></GetCallerIdentityResponse>`,
      { 'Content-Type': 'text/xml' },
    );
  expect(answer('<Account>000000000000</Account>')).not.toThrow();
  expect(answer('<AccountId>000000000000</AccountId>')).toThrow('there is no member AccountId');
});
