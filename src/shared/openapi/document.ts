import { OpenApiGeneratorV31, OpenAPIRegistry } from '@asteasolutions/zod-to-openapi';
import { explanationSchema } from '../contract/answer.js';
import { WAIT_MAX_S } from '../contract/limits.js';
import {
  askRequestSchema,
  conversationSchema,
  feedbackRequestSchema,
  questionSchema,
} from '../contract/question.js';
import { feedbackQuerySchema, feedbackSchema } from '../questions/feedback.js';
import { webhookDeliverySchema } from '../webhooks/deliveries.js';
import { describeRoute, problems, type RouteDescription } from './route.js';
import { nameSchemas } from './schemas.js';

const QUESTION = { 'application/json': { schema: questionSchema } };
const EVENTS =
  'Events in order: `question.queued`, `question.started`, `question.progress`, `answer.delta`, `answer.reset`, and one ' +
  'terminal `question.completed`, `question.failed` or `question.cancelled` that carries the whole object and ends ' +
  'the stream. `id:` rises by one within a question; `Last-Event-ID` or `starting_after` resumes without a gap. Where ' +
  'what came before is not kept any more, or the id makes no sense, a `snapshot` carries the whole object first.';

const ID = {
  name: 'id',
  in: 'path',
  required: true,
  schema: { type: 'string' },
  example: 'q_0199…',
} as const;
const CONVERSATION_ID = { ...ID, example: 'c_3f0c…' } as const;
const header = (name: string, description: string, schema: object = { type: 'string' }) =>
  ({ name, in: 'header', description, schema }) as const;
const PREFER = header(
  'Prefer',
  `\`wait=N\`: hold the reply back up to N seconds (at most ${WAIT_MAX_S}) for the answer`,
);

const ROUTES: RouteDescription[] = [
  {
    method: 'post',
    path: '/v1/questions',
    summary: 'Ask a question',
    scope: 'ask',
    parameters: [
      PREFER,
      header('Idempotency-Key', 'The same key and body again: the same question, not a second one', {
        type: 'string',
        maxLength: 255,
      }),
      header('X-On-Behalf-Of', 'Who asks, for keys that may ask on behalf of others; limits count for each'),
    ],
    body: askRequestSchema,
    responses: {
      200: {
        description: 'Finished within `Prefer: wait`, or a repeat of a finished question',
        content: QUESTION,
      },
      202: { description: 'Accepted; `Location` is where to read it, `Retry-After` when', content: QUESTION },
      ...problems(400, 401, 403, 406, 410, 413, 415, 422, 429, 503),
    },
  },
  {
    method: 'get',
    path: '/v1/questions/{id}',
    summary: 'Read a question',
    scope: 'read',
    parameters: [ID, PREFER, header('If-None-Match', 'ETag of an earlier reply')],
    responses: {
      200: { description: 'In every state; `Retry-After` while it can still change', content: QUESTION },
      304: { description: 'Nothing has changed since that ETag' },
      ...problems(401, 403, 404, 406, 410, 503),
    },
  },
  {
    method: 'get',
    path: '/v1/questions/{id}/events',
    summary: "Follow a question's events (SSE)",
    description: EVENTS,
    scope: 'read',
    parameters: [
      ID,
      header('Last-Event-ID', 'The last event that was seen'),
      {
        name: 'starting_after',
        in: 'query',
        schema: { type: 'string' },
        description: 'The same, without a header',
      },
    ],
    responses: {
      200: { description: 'The stream', content: { 'text/event-stream': { schema: { type: 'string' } } } },
      204: { description: 'The terminal event was seen already' },
      ...problems(401, 403, 404, 406, 410, 503),
    },
  },
  {
    method: 'post',
    path: '/v1/questions/{id}/cancel',
    summary: 'Cancel a question; twice is fine',
    scope: 'ask',
    parameters: [ID],
    responses: {
      200: {
        description: 'The question as it is now; one that had ended stays as it was',
        content: QUESTION,
      },
      ...problems(401, 403, 404, 406, 410, 503),
    },
  },
  {
    method: 'get',
    path: '/v1/questions/{id}/explanation',
    summary: 'How the answer came about',
    scope: 'read',
    parameters: [ID],
    responses: {
      200: {
        description: 'Spans found, rule used, rows read',
        content: { 'application/json': { schema: explanationSchema } },
      },
      ...problems(401, 403, 404, 406, 410, 503),
    },
  },
  {
    method: 'get',
    path: '/v1/questions/{id}/webhook',
    summary: 'Where the ending goes, and the log of its delivery',
    scope: 'read',
    parameters: [ID],
    responses: {
      200: {
        description: 'State and attempts',
        content: { 'application/json': { schema: webhookDeliverySchema } },
      },
      ...problems(401, 403, 404, 406, 410, 503),
    },
  },
  {
    method: 'put',
    path: '/v1/questions/{id}/feedback',
    summary: 'Say whether the answer helped; a later word replaces an earlier one',
    scope: 'ask',
    parameters: [ID],
    body: feedbackRequestSchema,
    responses: {
      204: { description: 'Kept' },
      ...problems(400, 401, 403, 404, 410, 413, 415, 422, 429, 503),
    },
  },
  {
    method: 'get',
    path: '/v1/conversations/{id}',
    summary: "A conversation's turns",
    scope: 'read',
    parameters: [CONVERSATION_ID],
    responses: {
      200: {
        description: 'Oldest first; at most the newest hundred',
        content: { 'application/json': { schema: conversationSchema } },
      },
      ...problems(401, 403, 404, 406, 503),
    },
  },
  {
    method: 'delete',
    path: '/v1/conversations/{id}',
    summary: 'Forget a conversation and its questions',
    scope: 'ask',
    parameters: [CONVERSATION_ID],
    responses: { 204: { description: 'Forgotten' }, ...problems(401, 403, 404, 503) },
  },
  {
    method: 'get',
    path: '/v1/feedback',
    summary: 'Stream all feedback out, oldest first',
    scope: 'admin',
    query: feedbackQuerySchema,
    responses: {
      200: {
        description: 'One a line',
        content: {
          'application/jsonl': { schema: feedbackSchema },
          'text/csv': { schema: { type: 'string' } },
        },
      },
      ...problems(401, 403, 422, 503),
    },
  },
  {
    method: 'get',
    path: '/info',
    summary: 'Version, models and data of the live workers, limits',
    scope: 'read',
    responses: { 200: { description: 'As it is now', content: json() }, ...problems(401, 403, 503) },
  },
  {
    method: 'get',
    path: '/health',
    summary: 'How the installation is doing',
    responses: {
      200: { description: '`ok`, or `degraded` without workers or room', content: json() },
      503: { description: '`unavailable` or `draining`', content: json() },
    },
  },
  {
    method: 'get',
    path: '/livez',
    summary: 'The process turns',
    responses: { 200: { description: 'It does', content: json() } },
  },
  {
    method: 'get',
    path: '/readyz',
    summary: 'Has been ready once and is not draining',
    responses: {
      200: { description: 'Ready', content: json() },
      503: { description: 'Starting or draining', content: json() },
    },
  },
];

function json() {
  return { 'application/json': { schema: { type: 'object' as const } } };
}

/** The OpenAPI 3.1 document, made from the schemas that also validate requests. */
export function openApiDocument(version: string): object {
  nameSchemas();
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'apiKey', {
    type: 'http',
    scheme: 'bearer',
    description: 'A key of `agrobot keys create`; not asked for in open mode',
  });
  for (const route of ROUTES) registry.registerPath(describeRoute(route));
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'AgroBot',
      version,
      description: 'Answers everyday farming questions from Colombia with official figures.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
  });
}

/** The document as `openapi.json` holds it. */
export function openApiText(version: string): string {
  return `${JSON.stringify(openApiDocument(version), null, 2)}\n`;
}
