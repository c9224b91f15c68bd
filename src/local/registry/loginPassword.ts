import { createHmac } from 'node:crypto';
import { equal } from '../protocol/signature.ts';

/** What `docker login` at Local's registry takes until then: under a signature of ours, so that nothing has to be stored. */
export function loginPassword(secret: string, expires: Date): string {
  const time = String(expires.getTime());
  return Buffer.from(`${time}.${seal(secret, time)}`).toString('base64url');
}

export function isLoginPassword(secret: string, password: string, now: Date): boolean {
  const [time = '', given = ''] = Buffer.from(password, 'base64url').toString().split('.');
  return equal(given, seal(secret, time)) && now.getTime() < Number(time);
}

function seal(secret: string, time: string): string {
  return createHmac('sha256', secret).update(`registry login\n${time}`).digest('base64url');
}
