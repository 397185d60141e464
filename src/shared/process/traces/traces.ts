import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Telemetry } from 'bullmq';

export type Attributes = Record<string, string | number | boolean>;

/** A span that is under way. Never a question's words, a place, or who asked: spans leave the house. */
export interface Span {
  note(attributes: Attributes): void;
  /** @param type what went wrong, in a word or a status, as `error.type` */
  fail(type: string): void;
}

export interface SpanOptions {
  name: string;
  /** `client`: a request to somebody outside. */
  kind: 'internal' | 'client';
  attributes?: Attributes;
}

/** What this process tells of the way of each question, in spans of OpenTelemetry. */
export interface Traces {
  /** For BullMQ's queues and workers; undefined where there are no traces. */
  readonly bullmq: Telemetry | undefined;
  /**
   * The handler with the span of an HTTP server around it; the caller's own trace goes on in it.
   * @param route as documented, `/v1/questions/{id}`
   */
  request<Request extends IncomingMessage, Response extends ServerResponse, Result>(
    named: { method: string; route: string },
    handle: (request: Request, response: Response) => Result,
  ): (request: Request, response: Response) => Result;
  /** Runs `work` in a span inside the one that runs; where it throws, the span has failed, by what `work` said of it first. */
  inSpan<Result>(options: SpanOptions, work: (span: Span) => Promise<Result>): Promise<Result>;
  /** Adds to the span that runs. */
  note(attributes: Attributes): void;
  /** `trace_id` and `span_id` of the span that runs, for log lines; undefined where there are no traces. */
  readonly logFields: (() => object) | undefined;
  /** Sends what has not been sent, if that is quick. */
  stop(): Promise<void>;
}

const NO_SPAN: Span = { note: () => undefined, fail: () => undefined };

/** Without a collector: everything runs as if this were not here. */
export const noTraces: Traces = {
  bullmq: undefined,
  request: (_, handle) => handle,
  inSpan: (_, work) => work(NO_SPAN),
  note: () => undefined,
  logFields: undefined,
  stop: () => Promise.resolve(),
};
