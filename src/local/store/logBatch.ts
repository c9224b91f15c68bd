/** A page of GetLogEvents, and so a row of events, holds no more than this. */
export const pageEvents = 10_000;
/** Bytes, counted as AWS does: the messages in UTF-8 and 26 for each event. */
export const pageBytes = 1_048_576;
/** What AWS counts for an event beside its message. */
export const eventOverhead = 26;

/** Events on their way into a stream, written down once in the form that GetLogEvents answers. */
export class LogBatch {
  readonly #json: string[] = [];
  readonly #ingestion: number;
  bytes = 0;
  firstEvent = Number.MAX_SAFE_INTEGER;
  lastEvent = 0;

  /** `ingestion`: milliseconds since 1970. */
  constructor(ingestion: number) {
    this.#ingestion = ingestion;
  }

  get ingestion(): number {
    return this.#ingestion;
  }

  get events(): number {
    return this.#json.length;
  }

  /** The events' JSON, parted by commas. */
  get json(): string {
    return this.#json.join(',');
  }

  /** True when one more event of this many bytes still fits. */
  fits(messageBytes: number): boolean {
    return this.events < pageEvents && this.bytes + messageBytes + eventOverhead <= pageBytes;
  }

  add(timestamp: number, message: string, messageBytes: number): void {
    this.#json.push(
      `{"timestamp":${timestamp},"message":${JSON.stringify(message)},"ingestionTime":${this.#ingestion}}`,
    );
    this.bytes += messageBytes + eventOverhead;
    this.firstEvent = Math.min(this.firstEvent, timestamp);
    this.lastEvent = Math.max(this.lastEvent, timestamp);
  }
}
