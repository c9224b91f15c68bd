import * as z from 'zod';
import type { Xml } from '../../protocol/xml.ts';
import { noContent, xmlAnswer } from './answers.ts';
import type { S3Operation } from './operation.ts';
import { requireXml } from './xmlBody.ts';

const tagSet = z.union([
  z.string().transform(() => []),
  z.object({ Tag: z.array(z.object({ Key: z.string(), Value: z.string() })).max(10) }).transform(({ Tag }) => Tag),
]);
const shape = z.object({ Tagging: z.object({ TagSet: tagSet }) });

export const getObjectTagging: S3Operation = {
  name: 'GetObjectTagging',
  method: 'GET',
  on: 'object',
  parameter: 'tagging',
  run: ({ bucket, key }, { objects }) => {
    const { tags } = objects.get(bucket, key).properties;
    const written = Object.entries(tags).map(([name, value]): Xml => {
      return [
        'Tag',
        [
          ['Key', name],
          ['Value', value],
        ],
      ];
    });
    return xmlAnswer('Tagging', [['TagSet', written]]);
  },
};

export const putObjectTagging: S3Operation = {
  name: 'PutObjectTagging',
  method: 'PUT',
  on: 'object',
  parameter: 'tagging',
  run: async (request, { objects }) => {
    const { Tagging } = await requireXml(request, shape);
    const tags = Object.fromEntries(Tagging.TagSet.map(({ Key, Value }) => [Key, Value]));
    objects.setTags(request.bucket, request.key, tags);
    return { status: 200 };
  },
};

export const deleteObjectTagging: S3Operation = {
  name: 'DeleteObjectTagging',
  method: 'DELETE',
  on: 'object',
  parameter: 'tagging',
  run: ({ bucket, key }, { objects }) => {
    objects.setTags(bucket, key, {});
    return noContent;
  },
};
