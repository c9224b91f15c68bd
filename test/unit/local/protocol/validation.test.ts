import { expect, test } from 'vitest';
import { z } from 'zod';
import { parseInput } from '../../../../src/local/protocol/validation.ts';

const schema = z.object({
  JobName: z.string().min(2).max(5),
  Count: z.int().min(1).max(10).optional(),
  Mode: z.enum(['EndOfJob', 'Continuous']).optional(),
  Inputs: z
    .array(z.object({ InputName: z.string().regex(/^[a-z]+$/) }))
    .max(2)
    .optional(),
});

function refusal(input: unknown): unknown {
  try {
    return parseInput(schema, input, 'ValidationException');
  } catch (error) {
    return error;
  }
}

test.each([
  [{}, "Value null at 'jobName' failed to satisfy constraint: Member must not be null"],
  [
    { JobName: 'j' },
    "Value 'j' at 'jobName' failed to satisfy constraint: Member must have length greater than or equal to 2",
  ],
  [
    { JobName: 'job', Count: 11 },
    "Value '11' at 'count' failed to satisfy constraint: Member must have value less than or equal to 10",
  ],
  [
    { JobName: 'job', Mode: 'Never' },
    "Value 'Never' at 'mode' failed to satisfy constraint: Member must satisfy enum value set: [EndOfJob, Continuous]",
  ],
  [
    { JobName: 'job', Inputs: [{ InputName: 'data' }, { InputName: 'DATA' }] },
    "Value 'DATA' at 'inputs.2.member.inputName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-z]+$",
  ],
])("%j is refused in AWS's words", (input, text) => {
  expect(refusal(input)).toMatchObject({
    code: 'ValidationException',
    message: `1 validation error detected: ${text}`,
    status: 400,
  });
});

test('every violation is told', () => {
  const error = refusal({ JobName: 'much too long', Count: 0 });
  expect(String(error)).toMatch(
    /2 validation errors detected: Value 'much too long' at 'jobName' .*; Value '0' at 'count'/,
  );
});

test('a value of another type cannot be read at all', () => {
  const message = "NUMBER_VALUE can not be converted to a string at 'jobName'";
  expect(refusal({ JobName: 1 })).toMatchObject({ code: 'SerializationException', message });
});
