import * as z from 'zod';
import { noContent, xmlAnswer } from './answers.ts';
import type { S3Operation } from './operation.ts';
import { checkTags, tagging, tagSetXml } from './tags.ts';
import { requestVersion, versionHeader } from './versions.ts';
import { requireXml } from './xmlBody.ts';

const takes = ['versionid'];
const shape = z.object({ Tagging: tagging });

export const getObjectTagging: S3Operation = {
  ...{ name: 'GetObjectTagging', method: 'GET', on: 'object', parameter: 'tagging', takes },
  run: (request, store) => {
    const { bucket, key } = request;
    const { properties, version } = store.objects.get(bucket, key, requestVersion(request));
    const answer = xmlAnswer('Tagging', [tagSetXml(properties.tags)]);
    return { ...answer, headers: { ...answer.headers, ...versionHeader(store, bucket, version) } };
  },
};

export const putObjectTagging: S3Operation = {
  ...{ name: 'PutObjectTagging', method: 'PUT', on: 'object', parameter: 'tagging', takes },
  run: async (request, store) => {
    const { bucket, key } = request;
    const { Tagging } = await requireXml(request, shape);
    const tags = checkTags(Tagging.TagSet.Tag, 'Object');
    const object = store.objects.get(bucket, key, requestVersion(request));
    store.objects.setTags(object, tags);
    return { status: 200, headers: versionHeader(store, bucket, object.version) };
  },
};

export const deleteObjectTagging: S3Operation = {
  ...{ name: 'DeleteObjectTagging', method: 'DELETE', on: 'object', parameter: 'tagging', takes },
  run: (request, store) => {
    const object = store.objects.get(request.bucket, request.key, requestVersion(request));
    store.objects.setTags(object, {});
    return { ...noContent, headers: versionHeader(store, request.bucket, object.version) };
  },
};
