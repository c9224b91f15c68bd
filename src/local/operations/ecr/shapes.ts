import * as z from 'zod';

/** Amazon ECR's shared shapes, with the constraints of its API model. */

export const registryId = z.string().regex(/^[0-9]{12}$/);

export const repositoryName = z
  .string()
  .min(2)
  .max(256)
  .regex(/^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/);

/** Which repository an operation is about. */
export const repository = { registryId: registryId.optional(), repositoryName };

export const resourceArn = z.string();

export const tags = z
  .array(z.object({ Key: z.string().min(1).max(128), Value: z.string().max(256).default('') }))
  .max(200);

export const tagMutability = z.enum(['MUTABLE', 'IMMUTABLE', 'IMMUTABLE_WITH_EXCLUSION', 'MUTABLE_WITH_EXCLUSION']);

export const scanningConfiguration = z.object({ scanOnPush: z.boolean().default(false) });

export const imageId = z.object({
  imageDigest: z.string().optional(),
  imageTag: z.string().min(1).max(300).optional(),
});

export const imageIds = z.array(imageId).min(1).max(100);

export const tagStatus = z.enum(['TAGGED', 'UNTAGGED', 'ANY']);

/** Of every list: how much of it, and from where on. */
export const paging = { maxResults: z.int().min(1).max(1000).optional(), nextToken: z.string().optional() };
