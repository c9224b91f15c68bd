/** Errors that every operation may answer with, and their status. https://docs.aws.amazon.com/sagemaker/latest/APIReference/CommonErrors.html */
export const commonErrors: ReadonlyMap<string, number> = new Map([
  ...([
    ['AccessDenied', 403],
    ['AccessDeniedException', 400],
    ['ExpiredTokenException', 400],
    ['IncompleteSignatureException', 400],
    ['InternalFailure', 500],
    ['InvalidSignatureException', 400],
    ['MissingAuthenticationTokenException', 400],
    ['RequestEntityTooLargeException', 413],
    ['RequestTimeout', 400],
    ['SerializationException', 400],
    ['UnknownOperationException', 400],
    ['UnrecognizedClientException', 400],
    ['ValidationException', 400],
  ] as const),
  // Of query services.
  ...([
    ['ExpiredToken', 403],
    ['IncompleteSignature', 403],
    ['InvalidAction', 400],
    ['InvalidClientTokenId', 403],
    ['MissingAuthenticationToken', 403],
    ['SignatureDoesNotMatch', 403],
    ['ValidationError', 400],
  ] as const),
]);

/** What AWS has no error for: its jobs pull copies of images, Local's run in the images themselves. */
export const ownCodes: ReadonlySet<string> = new Set([
  'AmazonEC2ContainerRegistry_V20150921.DeleteRepository ImageInUseException',
]);

/** Values beyond those of a model's enums, by shape, for the same reason. */
export const ownValues: ReadonlyMap<string, readonly string[]> = new Map([['ImageFailureCode', ['ImageInUse']]]);

/** Texts that may be empty in answers: a job's log keeps its blank lines, which AWS's does not. */
export const mayBeEmpty: ReadonlySet<string> = new Set(['EventMessage']);
