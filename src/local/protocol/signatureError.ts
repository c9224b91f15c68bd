/** Why a request's signature was not accepted. Every protocol has its own code and status for each. */
export type SignatureProblem =
  | 'missing'
  | 'malformed'
  | 'wrongScope'
  | 'unknownKey'
  | 'invalidToken'
  | 'expiredToken'
  | 'mismatch'
  | 'skewed'
  | 'expired'
  | 'unsignedHeaders';

export class SignatureError extends Error {
  override readonly name = 'SignatureError';
  readonly problem: SignatureProblem;

  constructor(problem: SignatureProblem, message: string) {
    super(message);
    this.problem = problem;
  }
}
