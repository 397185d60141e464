import { hash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** One file, beside this one in the sources and, copied, in the build. */
const FILE = new URL('./index.html', import.meta.url);

/** `GET /`: the page, with a policy that runs its own script and style and nothing else. */
export function createPage(): RequestHandler {
  let page: Promise<{ html: string; protect: RequestHandler }> | undefined;
  return async (request, response, next) => {
    page ??= loadPage().catch((error: unknown) => {
      page = undefined;
      throw error;
    });
    const { html, protect } = await page;
    protect(request, response, (error?: unknown) => {
      if (error) next(error);
      else response.set('Cache-Control', 'no-cache').type('html').send(html);
    });
  };
}

async function loadPage() {
  const html = await readFile(FILE, 'utf8');
  const protect = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: hashesOf(html, 'script'),
        styleSrc: hashesOf(html, 'style'),
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
  return { html, protect };
}

/** Sources for a policy that allows exactly the inline elements of the page. */
function hashesOf(html: string, element: 'script' | 'style'): string[] {
  const inline = html.matchAll(new RegExp(`<${element}>(.*?)</${element}>`, 'gs'));
  return [...inline].map(([, text = '']) => `'sha256-${hash('sha256', text, 'base64')}'`);
}
