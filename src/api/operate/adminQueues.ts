import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { pageSafety } from '../http/pageSafety.js';
import type { ApiConfig } from '../config.js';
import type { Services } from '../services.js';

const GUESSES_PER_MINUTE = 20;

/**
 * Bull Board behind a login (HTTP Basic). It shows what it is asked to and changes nothing, unless configured; a page
 * of another site cannot use the login that a browser remembers.
 */
export function createAdminQueues(
  admin: NonNullable<ApiConfig['admin']>,
  basePath: string,
  servicesNow: () => Services | null,
): RequestHandler[] {
  let board: Promise<RequestHandler> | undefined;

  const login: RequestHandler = (request, response, next) => {
    if (!isAdmin(request, admin)) {
      response.set('WWW-Authenticate', 'Basic realm="AgroBot", charset="UTF-8"').status(401).end();
    } else if (request.method !== 'GET' && isForeign(request)) {
      response.status(403).end();
    } else {
      next();
    }
  };
  const show: RequestHandler = async (request, response, next) => {
    const services = servicesNow();
    if (!services) {
      response.set('Retry-After', '2').status(503).end();
      return;
    }
    board ??= createBoard(services, basePath, admin.write);
    (await board)(request, response, next);
  };

  return [
    rateLimit({
      windowMs: 60_000,
      limit: GUESSES_PER_MINUTE,
      skipSuccessfulRequests: true,
      legacyHeaders: false,
      validate: false,
    }),
    pageSafety(),
    login,
    show,
  ];
}

/** Loaded when it is first looked at: most processes never show it. */
async function createBoard({ queues }: Services, basePath: string, write: boolean): Promise<RequestHandler> {
  const [{ createBullBoard }, { BullMQAdapter }, { ExpressAdapter }] = await Promise.all([
    import('@bull-board/api'),
    import('@bull-board/api/bullMQAdapter'),
    import('@bull-board/express'),
  ]);
  const serverAdapter = new ExpressAdapter();
  serverAdapter.setBasePath(basePath);
  createBullBoard({
    queues: Object.values(queues).map((queue) => new BullMQAdapter(queue, { readOnlyMode: !write })),
    serverAdapter,
    options: { uiConfig: { boardTitle: 'AgroBot' } },
  });
  return serverAdapter.getRouter() as RequestHandler;
}

function isAdmin(request: Request, { user, password }: { user: string; password: string }): boolean {
  const [scheme, credentials = ''] = (request.headers.authorization ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'basic') return false;
  // Hashes have one length, so that the comparison takes one time.
  return timingSafeEqual(sha256(Buffer.from(credentials, 'base64')), sha256(`${user}:${password}`));
}

/** A page of another site has the browser send the login along. */
function isForeign({ headers }: Request): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  return headers.origin !== undefined && !headers.origin.endsWith(`//${headers.host}`);
}

function sha256(text: Buffer | string): Buffer {
  return createHash('sha256').update(text).digest();
}
