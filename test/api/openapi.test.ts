import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROUTES } from '../../src/api/routes.js';
import { openApiDocument, openApiText } from '../../src/shared/openapi/document.js';
import { readVersion } from '../../src/shared/process/version.js';

const ROOT = path.resolve(import.meta.dirname, '../..');
const OPERATE = ['get /health', 'get /livez', 'get /readyz'];

interface OpenApi {
  openapi: string;
  paths: Record<string, Record<string, { responses: Record<string, unknown>; security: object[] }>>;
  components: { schemas: Record<string, unknown> };
}

const document = openApiDocument('1.2.3') as OpenApi;

describe('openapi.json', () => {
  it('is what the schemas say: run "agrobot openapi --write" after a change of the contract', async () => {
    const committed = await readFile(path.join(ROOT, 'openapi.json'), 'utf8');
    expect(committed).toBe(openApiText(await readVersion(ROOT)));
  });

  it('describes every route that there is, and none besides', () => {
    const described = Object.entries(document.paths).flatMap(([route, methods]) =>
      Object.keys(methods).map((method) => `${method} ${route}`),
    );
    const served = ROUTES.map(({ method, path: route }) => `${method} ${route.replace(':id', '{id}')}`);
    expect(described.sort()).toEqual([...served, ...OPERATE].sort());
  });

  it('names the scope that each route asks for', () => {
    for (const { method, path: route, scope } of ROUTES) {
      const operation = document.paths[route.replace(':id', '{id}')]?.[method];
      expect(operation?.security).toContainEqual({ apiKey: [scope] });
    }
  });

  it('refers to schemas by name instead of repeating them', () => {
    expect(Object.keys(document.components.schemas)).toEqual(
      expect.arrayContaining(['AskRequest', 'Question', 'CompletedQuestion', 'Problem', 'PlaceRef']),
    );
    const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)];
    for (const [, name = ''] of references) expect(document.components.schemas).toHaveProperty(name);
  });
});
