import type { IncomingMessage } from 'node:http';

/** How fast the body of a request has to come: at least `bytes` in every `window` milliseconds. */
export interface BodyPace {
  readonly window: number;
  readonly bytes: number;
}

/** S3 answers RequestTimeout after about as long. What is slower than this is no client that anybody waits for. */
export const usualBodyPace: BodyPace = { window: 20_000, bytes: 10_000 };

/**
 * Calls `onSlow`, once, when a request's body comes too slowly while somebody waits for it: a client that begins a body and does not end it
 * would hold its connection for ever. Bytes that nobody has read yet are not the client's fault.
 */
export function watchBodyPace(request: IncomingMessage, pace: BodyPace, onSlow: () => void): void {
  const { socket } = request;
  let seen = socket.bytesRead;
  const timer = setInterval(() => {
    if (request.complete || request.destroyed) {
      clearInterval(timer);
      return;
    }
    const came = socket.bytesRead - seen;
    seen = socket.bytesRead;
    if (came >= pace.bytes || request.readableLength > 0) return;
    clearInterval(timer);
    onSlow();
  }, pace.window);
  request.once('close', () => {
    clearInterval(timer);
  });
}
