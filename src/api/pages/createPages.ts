import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Router, type RequestHandler } from 'express';
import helmet from 'helmet';
import { NotFound } from '../http/outcomes.js';
import { pageSafety } from '../http/pageSafety.js';
import { listAssets, withServedNames, type Asset } from './assets.js';

/** The home page runs its own script and style and nothing else. */
const homeSafety = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
      formAction: ["'none'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  // Whether there is TLS in front is for the proxy to say.
  strictTransportSecurity: false,
});

/** `GET /`, `GET /docs` and the files that they load. Nothing is read before the first of them is asked for. */
export function createPages(): Router {
  let assets: Promise<Asset[]> | undefined;
  const assetsOnce = () => (assets ??= listAssets());
  return Router()
    .get('/', homeSafety, page('home.html', assetsOnce))
    .get('/docs', pageSafety(), page('docs.html', assetsOnce))
    .get('/assets/:file', async (request, response) => {
      const asset = (await assetsOnce()).find(({ served }) => served === request.params.file);
      if (!asset) throw new NotFound();
      response.set('X-Content-Type-Options', 'nosniff');
      response.sendFile(asset.path, { immutable: true, maxAge: '1y' });
    });
}

/** Asked for anew each time, since it names the files of its version; sent only where the browser has another one. */
function page(file: string, assets: () => Promise<Asset[]>): RequestHandler {
  let loaded: Promise<{ html: string; tag: string }> | undefined;
  const load = async () => {
    const source = await readFile(new URL(file, import.meta.url), 'utf8');
    const html = withServedNames(source, await assets());
    return { html, tag: `"${hash('sha256', html).slice(0, 16)}"` };
  };
  return async (_request, response) => {
    const { html, tag } = await (loaded ??= load());
    response.set({ 'Cache-Control': 'no-cache', ETag: tag }).type('html').send(html);
  };
}
