import type { Reply } from '../http/reply.js';

let document: Promise<string> | undefined;

/** `GET /openapi.json`, made when it is first asked for. */
export async function openapi(version: string): Promise<Reply> {
  document ??= import('../../shared/openapi/document.js').then(({ openApiDocument }) =>
    JSON.stringify(openApiDocument(version)),
  );
  return { status: 200, headers: { 'cache-control': 'no-cache' }, body: await document };
}
