import type { SessionKeys } from '../../credentials/keyRing.ts';
import type { Xml } from '../../protocol/xml.ts';

/** STS's `Credentials`: https://docs.aws.amazon.com/STS/latest/APIReference/API_Credentials.html */
export function credentialsXml({ accessKeyId, secretAccessKey, sessionToken, expiration }: SessionKeys): Xml {
  return [
    'Credentials',
    [
      ['AccessKeyId', accessKeyId],
      ['SecretAccessKey', secretAccessKey],
      ['SessionToken', sessionToken],
      ['Expiration', expiration?.toISOString() ?? ''],
    ],
  ];
}
