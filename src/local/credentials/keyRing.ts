import { createHmac, randomBytes } from 'node:crypto';
import * as z from 'zod';
import { equal, type AccessKeys } from '../protocol/signature.ts';
import { SignatureError } from '../protocol/signatureError.ts';
import { rootCaller, type Caller } from '../protocol/caller.ts';

/** Keys that end: with their time, or with the job that they were made for. */
export interface SessionKeys extends AccessKeys {
  readonly sessionToken: string;
  /** Absent for keys that end with their job. */
  readonly expiration?: Date;
}

export interface KeyRingOptions {
  readonly root: AccessKeys;
  readonly accountId: string;
  /** Whether the job of an ARN has not ended yet. */
  readonly isRunning: (arn: string) => boolean;
}

const sessionSchema = z.object({
  id: z.string(),
  arn: z.string(),
  userId: z.string(),
  imagesOnly: z.boolean(),
  job: z.string().optional(),
  /** Milliseconds since 1970. */
  expires: z.number().optional(),
});
type Session = z.infer<typeof sessionSchema>;

/**
 * The keys that requests may be signed with: the account's own, and those of sessions. What is known of a session is in its token,
 * under a signature of ours, and its secret is made from that: nothing has to be stored, and a restart forgets no session.
 */
export class KeyRing {
  readonly #options: KeyRingOptions;

  constructor(options: KeyRingOptions) {
    this.#options = options;
  }

  /** Makes keys for a caller that are good until `expiration`, or until the caller's job ends. */
  issue(caller: Caller, expiration: Date | undefined): SessionKeys {
    const session: Session = {
      id: randomBytes(12).toString('base64url'),
      arn: caller.arn,
      userId: caller.userId,
      imagesOnly: caller.imagesOnly,
      job: caller.job,
      ...(expiration && { expires: expiration.getTime() }),
    };
    const payload = Buffer.from(JSON.stringify(session)).toString('base64url');
    return {
      ...this.#keysOf(payload),
      sessionToken: `${payload}.${this.#seal('token', payload)}`,
      ...(expiration && { expiration }),
    };
  }

  /**
   * Who the keys belong to that a request says it is signed with, and the secret to check that with. Throws a `SignatureError`
   * `unknownKey`, `invalidToken` or `expiredToken`.
   */
  find(accessKeyId: string, token: string | undefined, now: Date): { keys: AccessKeys; caller: Caller } {
    const { root, accountId, isRunning } = this.#options;
    if (token === undefined) {
      if (accessKeyId !== root.accessKeyId)
        throw new SignatureError('unknownKey', 'The AWS Access Key Id you provided does not exist in our records.');
      return { keys: root, caller: rootCaller(accountId) };
    }
    const session = this.#read(token);
    const keys = session && this.#keysOf(token.slice(0, token.indexOf('.')));
    if (session === undefined || keys?.accessKeyId !== accessKeyId)
      throw new SignatureError('invalidToken', 'The security token included in the request is invalid.');
    const { arn, userId, imagesOnly, job, expires } = session;
    if ((expires !== undefined && now.getTime() >= expires) || (job !== undefined && !isRunning(job)))
      throw new SignatureError('expiredToken', 'The security token included in the request is expired');
    return { keys, caller: { arn, userId, isSession: true, imagesOnly, ...(job !== undefined && { job }) } };
  }

  #read(token: string): Session | undefined {
    const [payload = '', seal = '', ...more] = token.split('.');
    if (more.length > 0 || !equal(seal, this.#seal('token', payload))) return undefined;
    return sessionSchema.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
  }

  #keysOf(payload: string): AccessKeys {
    const id = [...Buffer.from(this.#seal('id', payload), 'base64url').subarray(0, 16)];
    return {
      accessKeyId: `ASIA${id.map((byte) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.charAt(byte % 32)).join('')}`,
      secretAccessKey: Buffer.from(this.#seal('secret', payload), 'base64url').subarray(0, 30).toString('base64'),
    };
  }

  #seal(purpose: 'id' | 'secret' | 'token', payload: string): string {
    return createHmac('sha256', this.#options.root.secretAccessKey)
      .update(`session ${purpose}\n${payload}`)
      .digest('base64url');
  }
}
