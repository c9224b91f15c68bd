import * as z from 'zod';

/** SageMaker's shared shapes, with the constraints of its API model. */

export const jobName = z
  .string()
  .min(1)
  .max(63)
  .regex(/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}$/);

export const roleArn = z
  .string()
  .min(20)
  .max(2048)
  .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/?[a-zA-Z_0-9+=,.@\-_/]+$/);

export const resourceArn = z
  .string()
  .max(256)
  .regex(/^arn:aws[a-z-]*:sagemaker:[a-z0-9-]*:[0-9]{12}:.+$/);

export const kmsKeyId = z.string().max(2048);

export const s3Uri = z
  .string()
  .max(1024)
  .regex(/^(https|s3):\/\/([^/]+)\/?(.*)$/);

const tagText = /^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$/u;

export const tagKey = z.string().min(1).max(128).regex(tagText);

export const tags = z.array(z.object({ Key: tagKey, Value: z.string().max(256).regex(tagText) })).max(50);

/** Seconds since 1970, with a fraction, as JSON 1.1 carries a time. */
export const timestamp = z.number();

export const nextToken = z.string().max(8192);
