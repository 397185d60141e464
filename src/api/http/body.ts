import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import { BODY_MAX_BYTES } from '../../shared/contract/limits.js';
import { fieldErrors, spanishIssue } from './fieldErrors.js';
import {
  BodyTooLarge,
  InvalidRequest,
  MalformedJson,
  MalformedUtf8,
  UnsupportedMediaType,
} from './outcomes.js';

const JSON_TYPE = /^application\/json\s*(?:;\s*charset="?utf-8"?\s*)?$/i;

/**
 * Reads a JSON request body. express.json would read ten megabytes to the end before it refuses them, and would
 * replace bytes that are not UTF-8.
 */
export async function readJsonBody(request: IncomingMessage): Promise<Buffer> {
  const { 'content-type': type, 'content-encoding': encoding } = request.headers;
  if (type === undefined || !JSON_TYPE.test(type)) throw new UnsupportedMediaType();
  if (encoding !== undefined && encoding !== 'identity') throw new UnsupportedMediaType();
  if (Number(request.headers['content-length'] ?? 0) > BODY_MAX_BYTES) throw new BodyTooLarge(BODY_MAX_BYTES);
  return readAtMost(request, BODY_MAX_BYTES);
}

function readAtMost(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxBytes) {
        request.removeAllListeners('data').pause();
        reject(new BodyTooLarge(maxBytes));
        return;
      }
      chunks.push(chunk);
    });
    request.on('end', () => resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)));
    request.on('error', reject);
  });
}

/** Throws the refusal that says what is wrong: MalformedUtf8, MalformedJson, or InvalidRequest with every bad field. */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: Buffer): z.infer<Schema> {
  if (!isUtf8(body)) throw new MalformedUtf8();
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    throw new MalformedJson();
  }
  const parsed = schema.safeParse(value, { error: spanishIssue });
  if (parsed.success) return parsed.data;
  throw new InvalidRequest(fieldErrors(parsed.error.issues));
}
