import { randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';
/** Standard Webhooks, "Signature scheme": a symmetric secret has 24 to 64 bytes. */
const FEWEST_BYTES = 24;
const MOST_BYTES = 64;
const NEW_BYTES = 32;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** A new signing secret in the form that libraries of Standard Webhooks take. */
export function newWebhookSecret(): string {
  return `${PREFIX}${randomBytes(NEW_BYTES).toString('base64')}`;
}

/**
 * Reads one secret, or, while receivers change from one to another, two with a space between them.
 * @returns null where one is not of the form
 */
export function parseWebhookSecrets(value: string): string[] | null {
  const secrets = value.trim().split(/\s+/);
  return secrets.length <= 2 && secrets.every(isSecret) ? secrets : null;
}

function isSecret(value: string): boolean {
  const base64 = value.slice(PREFIX.length);
  if (!value.startsWith(PREFIX) || !BASE64.test(base64)) return false;
  const bytes = Buffer.from(base64, 'base64').length;
  return bytes >= FEWEST_BYTES && bytes <= MOST_BYTES;
}
