import { optional, type Xml } from '../../protocol/xml.ts';
import { isMultipart, type ObjectRecord } from '../../store/objects/record.ts';
import { xmlAnswer } from './answers.ts';
import type { S3Operation, S3Request } from './operation.ts';
import { invalidArgument } from './refusals.ts';
import { requestVersion, versionHeader } from './versions.ts';

const attributes = ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'];

export const getObjectAttributes: S3Operation = {
  name: 'GetObjectAttributes',
  method: 'GET',
  on: 'object',
  parameter: 'attributes',
  takes: ['versionid', 'x-amz-object-attributes', 'x-amz-max-parts', 'x-amz-part-number-marker'],
  run: (request, store) => {
    const object = store.objects.get(request.bucket, request.key, requestVersion(request));
    const asked = askedAttributes(request);
    const { checksum } = object.properties;
    const written: Record<string, Xml | undefined> = {
      // Unlike everywhere else, without quotes.
      ETag: ['ETag', object.etag],
      Checksum: checksum && [
        'Checksum',
        [
          [`Checksum${checksum.algorithm}`, checksum.value],
          ['ChecksumType', checksum.type],
        ],
      ],
      ObjectParts: isMultipart(object) ? partsXml(request, object) : undefined,
      StorageClass: ['StorageClass', object.storageClass],
      ObjectSize: ['ObjectSize', object.size],
    };
    const answer = xmlAnswer(
      'GetObjectAttributesResponse',
      attributes.map((name) => (asked.has(name) ? written[name] : undefined)),
    );
    const headers = {
      'Last-Modified': object.modified.toUTCString(),
      ...versionHeader(store, request.bucket, object.version),
    };
    return { ...answer, headers: { ...answer.headers, ...headers } };
  },
};

function askedAttributes({ header }: S3Request): ReadonlySet<string> {
  const text = header('x-amz-object-attributes') ?? '';
  const asked = text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (asked.length > 0 && asked.every((name) => attributes.includes(name))) return new Set(asked);
  throw invalidArgument('Invalid attribute name specified.', 'x-amz-object-attributes', text);
}

/** Each part is told where the object has a checksum, as on AWS; else only how many there were. */
function partsXml({ header }: S3Request, { blobs, properties: { checksum } }: ObjectRecord): Xml {
  const count: Xml = ['PartsCount', blobs.length];
  if (checksum === undefined || blobs.some(({ part }) => part === undefined)) return ['ObjectParts', [count]];
  const limit = Math.min(wholeNumber(header('x-amz-max-parts'), 'x-amz-max-parts') ?? 1000, 1000);
  const marker = wholeNumber(header('x-amz-part-number-marker'), 'x-amz-part-number-marker') ?? 0;
  const rest = blobs.filter(({ part }) => (part?.number ?? 0) > marker);
  const page = rest.slice(0, limit);
  return [
    'ObjectParts',
    [
      count,
      ['PartNumberMarker', marker],
      optional('NextPartNumberMarker', page.at(-1)?.part?.number),
      ['MaxParts', limit],
      ['IsTruncated', limit > 0 && rest.length > page.length],
      ...page.map(({ size, part }): Xml => [
        'Part',
        [['PartNumber', part?.number ?? 0], ['Size', size], optional(`Checksum${checksum.algorithm}`, part?.checksum)],
      ]),
    ],
  ];
}

function wholeNumber(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw invalidArgument(`Argument ${name} must be an integer between 0 and 2147483647`, name, text);
}
