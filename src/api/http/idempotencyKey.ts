import { IDEMPOTENCY_KEY_MAX_CHARACTERS } from '../../shared/contract/limits.js';
import { InvalidRequest } from './outcomes.js';

/** The caller's Idempotency-Key as it came, or undefined where there is none. */
export function idempotencyKeyOf(header: string | string[] | undefined): string | undefined {
  if (header === undefined) return undefined;
  const key = String(header);
  if (key.length >= 1 && key.length <= IDEMPOTENCY_KEY_MAX_CHARACTERS) return key;
  const detail = `debe tener de 1 a ${IDEMPOTENCY_KEY_MAX_CHARACTERS} caracteres`;
  throw new InvalidRequest([{ pointer: 'Idempotency-Key', detail }]);
}
