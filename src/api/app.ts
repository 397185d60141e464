import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import type { Logger } from '../shared/process/logger.js';
import type { Traces } from '../shared/process/traces/traces.js';
import { requireAcceptable } from './http/accepts.js';
import { MethodNotAllowed, NotFound } from './http/outcomes.js';
import { sendReply, type Reply } from './http/reply.js';
import { requestIdOf } from './http/requestId.js';
import { sendProblem } from './http/sendProblem.js';
import type { ApiConfig } from './config.js';
import type { ApiMetrics } from './metrics.js';
import { createAdminQueues } from './operate/adminQueues.js';
import { health } from './operate/health.js';
import { openapi } from './operate/openapi.js';
import { createPages } from './pages/createPages.js';
import { passGate, type Gate } from './redisWatch.js';
import { ROUTES, type Route } from './routes.js';
import type { Services } from './services.js';

const ADMIN_PATH = '/admin/queues';
const QUICK_STATUS = {
  ok: '{"status":"ok"}',
  starting: '{"status":"starting"}',
  draining: '{"status":"draining"}',
};

export interface AppContext {
  config: ApiConfig;
  version: string;
  log: Logger;
  metrics: ApiMetrics;
  traces: Traces;
  gate: Gate;
  /** Null until Redis is there for the first time. */
  services(): Services | null;
}

/** The Express app: every route of this process, from the hottest down. */
export function createApp(context: AppContext): Express {
  const { config, version, log, gate, services } = context;
  const app = express();
  // Replies carry their own tags and say no more of themselves than they need to.
  app.disable('x-powered-by').disable('etag');
  // An address has one spelling: a proxy that limits "/v1/questions" is not got around by another.
  app.enable('strict routing').enable('case sensitive routing');
  if (config.trustProxy !== null) app.set('trust proxy', config.trustProxy);

  for (const route of ROUTES) app[route.method](route.path, apiHandler(route, context));

  const quick = (path: string, reply: () => Reply | Promise<Reply>) =>
    app.get(path, async (request, response) => {
      const requestId = requestIdOf(request.headers['x-request-id']);
      sendReply(request, response, requestId, await reply());
    });
  const status = (code: number, body: string): Reply => ({
    status: code,
    headers: { 'cache-control': 'no-store' },
    body,
  });
  quick('/livez', () => status(200, QUICK_STATUS.ok));
  // Once it has been ready it stays so while Redis is away: this process is who says 503 then.
  quick('/readyz', () => {
    if (gate.draining) return status(503, QUICK_STATUS.draining);
    return services() === null ? status(503, QUICK_STATUS.starting) : status(200, QUICK_STATUS.ok);
  });
  quick('/health', () => health(version, gate, services()));
  quick('/openapi.json', () => openapi(version));
  app.use(createPages());
  if (config.admin) app.use(ADMIN_PATH, createAdminQueues(config.admin, ADMIN_PATH, services));

  for (const [path, methods] of methodsByPath()) app.all(path, methodNotAllowed(methods));
  app.use((): never => {
    throw new NotFound();
  });
  app.use((error: unknown, request: Request, response: Response, _next: unknown) => {
    sendProblem(error, request, response, requestIdOf(request.headers['x-request-id']), log);
  });
  return app;
}

/** One request to a route of the API: gate, caller, limits, handler, reply, and the one place for what goes wrong. */
function apiHandler(
  route: Route,
  { config, log, metrics, traces, gate, services }: AppContext,
): RequestHandler {
  const type = route.type === undefined ? 'application/json' : route.type;
  const named = { method: route.method.toUpperCase(), route: route.path.replace(':id', '{id}') };
  const measured = metrics.forRoute(named.method, named.route);
  const level = config.accessLog ? 'info' : 'debug';
  const logsEach = log.isLevelEnabled(level);

  return traces.request(named, async (request: Request, response: Response) => {
    const startedMs = performance.now();
    const requestId = requestIdOf(request.headers['x-request-id']);
    response.on('close', () => {
      const durationMs = performance.now() - startedMs;
      measured(response.statusCode, durationMs / 1_000);
      if (!logsEach) return;
      log[level]({ requestId, ...named, status: response.statusCode, durationMs }, 'request done');
    });
    try {
      passGate(gate);
      const current = services() as Services;
      if (type !== null) requireAcceptable(request, type);
      const identified = current.callers.identify(request, route.scope);
      const caller = identified instanceof Promise ? await identified : identified;
      if (route.limited) await current.rateLimit?.(request, response, caller.id);
      const call = { request, response, requestId, caller, id: idIn(request) };
      const reply = await route.handle(call, current);
      if (reply !== null && !response.destroyed) {
        if (gate.draining) response.setHeader('connection', 'close');
        sendReply(request, response, requestId, reply);
      }
    } catch (error) {
      sendProblem(error, request, response, requestId, log);
    }
  });
}

function idIn({ params }: Request): string {
  const { id } = params;
  return typeof id === 'string' ? id : '';
}

function methodsByPath(): Map<string, string[]> {
  const methods = new Map<string, string[]>();
  for (const { method, path } of ROUTES)
    methods.set(path, [...(methods.get(path) ?? []), method.toUpperCase()]);
  for (const path of ['/', '/docs', '/livez', '/readyz', '/health', '/openapi.json'])
    methods.set(path, ['GET']);
  return methods;
}

function methodNotAllowed(methods: string[]): RequestHandler {
  const allow = [
    ...methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : [method])),
    'OPTIONS',
  ].join(', ');
  return (request, response) => {
    if (request.method !== 'OPTIONS') throw new MethodNotAllowed(request.method, allow);
    response.writeHead(204, { allow }).end();
  };
}
