import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { ServiceError } from './serviceError.ts';

/** A query parameter, decoded (as it is when its encoding is invalid). A parameter without `=` has the empty value. */
export type QueryParameter = readonly [name: string, value: string];

/** A request as it came over the wire, before anything about it is believed. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly requestId: string;
  readonly method: string;
  /** Whom the client sent it to, which its signature covers: the Host header, or what a proxy of ours found there. */
  readonly host: string;
  /** The path, still percent-encoded. */
  readonly rawPath: string;
  readonly query: readonly QueryParameter[];
}

/** In a request that came by way of a proxy of ours: the Host header that its client sent. */
export const forwardedHost = 'x-forwarded-host';

/** What goes back. A stream is sent as it comes; its failure breaks the connection, since the status has gone out. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Readable;
}

export function readExchange(request: IncomingMessage, response: ServerResponse, requestId: string): Exchange {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  return {
    request,
    response,
    requestId,
    method: request.method ?? 'GET',
    host: request.headersDistinct[forwardedHost]?.[0] ?? request.headers.host ?? '',
    rawPath: mark < 0 ? url : url.slice(0, mark),
    query: mark < 0 ? [] : readQuery(url.slice(mark + 1)),
  };
}

function readQuery(text: string): QueryParameter[] {
  return text
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      return equals < 0
        ? ([decodeLeniently(part), ''] as const)
        : ([decodeLeniently(part.slice(0, equals)), decodeLeniently(part.slice(equals + 1))] as const);
    });
}

/** Percent-decodes; an invalid sequence is the client's error. */
export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new ServiceError('InvalidURI', "Couldn't parse the specified URI.");
  }
}

function decodeLeniently(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The values of a header as sent, joined by commas; undefined when absent. */
export function header(exchange: Exchange, name: string): string | undefined {
  const value = exchange.request.headers[name];
  return Array.isArray(value) ? value.join(',') : value;
}

export function queryValue(exchange: Exchange, name: string): string | undefined {
  return exchange.query.find(([key]) => key === name)?.[1];
}
