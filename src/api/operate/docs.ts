import { Router, type RequestHandler } from 'express';
import { pageSafety } from '../http/pageSafety.js';

/** Swagger UI over `/openapi.json`; loaded when it is first looked at. */
export function createDocs(): RequestHandler[] {
  let page: Promise<RequestHandler> | undefined;
  return [
    pageSafety(),
    async (request, response, next) => {
      page ??= createPage();
      (await page)(request, response, next);
    },
  ];
}

async function createPage(): Promise<RequestHandler> {
  const { default: swaggerUi } = await import('swagger-ui-express');
  const options = { customSiteTitle: 'AgroBot API', swaggerOptions: { url: '/openapi.json' } };
  return Router()
    .use(...swaggerUi.serveFiles(undefined, options))
    .use(swaggerUi.setup(undefined, options));
}
