import type { ResponseConfig, RouteConfig } from '@asteasolutions/zod-to-openapi';
import type { z } from 'zod';
import { problemSchema } from '../contract/problem.js';
import type { Scope } from '../questions/apiKeys.js';

export interface RouteDescription {
  method: 'get' | 'post' | 'put' | 'delete';
  path: string;
  summary: string;
  description?: string;
  /** What a key must allow; routes without one are for everybody. */
  scope?: Scope;
  parameters?: NonNullable<RouteConfig['parameters']>;
  query?: z.ZodObject;
  body?: z.ZodType;
  responses: Record<number, ResponseConfig>;
}

const PROBLEMS = {
  400: 'Malformed JSON, or bytes that are not UTF-8',
  401: 'No valid key',
  403: 'The key does not allow this',
  404: 'Never known',
  406: 'Accept excludes what this answers in',
  410: 'Past retention',
  413: 'Body over 16 KiB',
  415: 'Not uncompressed application/json in UTF-8',
  422: 'Invalid; `errors` names each field',
  429: 'Over the quota of the caller; `Retry-After` says when to come back',
  503: 'Queue or storage full, Redis away, or draining; `Retry-After` says when to come back',
} as const;

/** The responses of these statuses, all problem objects (RFC 9457). */
export function problems(...statuses: (keyof typeof PROBLEMS)[]): Record<number, ResponseConfig> {
  const content = { 'application/problem+json': { schema: problemSchema } };
  return Object.fromEntries(statuses.map((status) => [status, { description: PROBLEMS[status], content }]));
}

export function describeRoute(route: RouteDescription): RouteConfig {
  const { method, path, summary, description, scope, parameters, query, body, responses } = route;
  return {
    method,
    path,
    summary,
    ...(description ? { description } : {}),
    ...(parameters ? { parameters } : {}),
    security: scope ? [{ apiKey: [scope] }, {}] : [],
    request: {
      ...(query ? { query } : {}),
      ...(body ? { body: { required: true, content: { 'application/json': { schema: body } } } } : {}),
    },
    responses,
  };
}
