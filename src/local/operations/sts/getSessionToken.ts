import type { GetSessionTokenRequest } from '@aws-sdk/client-sts';
import type { KeyRing } from '../../credentials/keyRing.ts';
import type { QueryOperation } from '../../protocol/operation.ts';
import { ServiceError } from '../../protocol/serviceError.ts';
import { credentialsXml } from './credentials.ts';

/** Seconds that a session of an account's own keys lasts at most: what is asked for above it is cut to it, as by AWS. */
const longest = 3600;

export function getSessionToken(keyRing: KeyRing): QueryOperation<GetSessionTokenRequest> {
  return {
    name: 'GetSessionToken',
    run: ({ DurationSeconds = longest }, { caller, now }) => {
      if (caller.isSession)
        throw new ServiceError('AccessDenied', 'Cannot call GetSessionToken with session credentials', 403);
      const expiration = new Date(now.getTime() + Math.min(DurationSeconds, longest) * 1000);
      return [credentialsXml(keyRing.issue(caller, expiration))];
    },
  };
}
