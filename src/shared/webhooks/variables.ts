import { z } from 'zod';
import type { SchemaOf } from '../process/variables.js';
import { parsePrivateHosts, type PrivateHost } from './privateHosts.js';
import { parseWebhookSecrets } from './secrets.js';

const SECRET_FORM =
  'must be a secret as "agrobot webhooks secret" makes it, or two with a space between them';
const HOSTS_FORM = 'must be hosts as "receiver.internal" or "10.0.0.7:8080", separated by commas';

/** What API (which URLs it takes) and worker (where it delivers) agree on. */
export const webhookVariables = {
  AGROBOT_WEBHOOK_SECRET: z
    .string()
    .transform((value, context) => parseWebhookSecrets(value) ?? refuse(context, SECRET_FORM))
    .optional(),
  AGROBOT_WEBHOOK_PRIVATE_HOSTS: z
    .string()
    .transform((value, context) => parsePrivateHosts(value) ?? refuse(context, HOSTS_FORM))
    .default([]),
} satisfies SchemaOf<'webhooks'>;

export interface WebhookSettings {
  /** Each signs; never logged. */
  secrets: readonly string[];
  privateHosts: readonly PrivateHost[];
}

/** Null where no secret is set: then there are no webhooks. */
export function webhookSettings(variables: {
  AGROBOT_WEBHOOK_SECRET?: string[] | undefined;
  AGROBOT_WEBHOOK_PRIVATE_HOSTS: PrivateHost[];
}): WebhookSettings | null {
  const { AGROBOT_WEBHOOK_SECRET: secrets, AGROBOT_WEBHOOK_PRIVATE_HOSTS: privateHosts } = variables;
  return secrets === undefined ? null : { secrets, privateHosts };
}

function refuse(context: z.RefinementCtx, message: string): never {
  context.addIssue(message);
  return z.NEVER;
}
