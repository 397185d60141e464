import { rememberedSchema, type Remembered } from '../answering/ports.js';

/** Null also for what another version remembered: a conversation goes on without it rather than not at all. */
export function parseRemembered(json: string | null): Remembered | null {
  return json === null ? null : (rememberedSchema.safeParse(JSON.parse(json)).data ?? null);
}
