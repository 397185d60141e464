import { z } from 'zod';
import type { Classification } from '../answering/ports.js';
import { INTENTS } from '../shared/contract/intents.js';

/** What a question takes along when it is handed over: what the model said of it, so that none is asked again. */
const carriedSchema = z.object({
  model: z.object({ id: z.string(), revision: z.string() }),
  intents: z.array(z.object({ name: z.enum(INTENTS), confidence: z.number() })),
  thresholds: z.object({ answer: z.number(), askBack: z.number() }),
  /** Float32, little-endian, base64. */
  embedding: z.base64(),
  timingsMs: z.object({ queue: z.number(), inference: z.number() }),
  /** What the conversation remembered then: later turns may have gone on meanwhile. */
  remembered: z.string().nullable(),
});

export interface Carried {
  model: { id: string; revision: string };
  classification: Classification;
  timingsMs: { queue: number; inference: number };
  remembered: string | null;
}

export function writeCarried({ model, classification, timingsMs, remembered }: Carried): string {
  const { intents, thresholds, embedding } = classification;
  const { buffer, byteOffset, byteLength } = embedding;
  const base64 = Buffer.from(buffer, byteOffset, byteLength).toString('base64');
  return JSON.stringify({ model, intents, thresholds, embedding: base64, timingsMs, remembered });
}

/** Null where another version wrote it in another form: the question is read anew. */
export function readCarried(json: string | null): Carried | null {
  const parsed = json === null ? undefined : carriedSchema.safeParse(JSON.parse(json)).data;
  if (parsed === undefined) return null;
  const { model, intents, thresholds, timingsMs, remembered } = parsed;
  const bytes = Buffer.from(parsed.embedding, 'base64');
  if (bytes.length % Float32Array.BYTES_PER_ELEMENT !== 0) return null;
  // A copy: a pooled buffer may begin at an offset that no Float32Array can have.
  const embedding = new Float32Array(new Uint8Array(bytes).buffer);
  return { model, classification: { intents, thresholds, embedding }, timingsMs, remembered };
}
