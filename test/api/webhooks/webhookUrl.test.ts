import { expect, it } from 'vitest';
import { InvalidRequest } from '../../../src/api/http/outcomes.js';
import { requireWebhookUrl } from '../../../src/api/webhooks/webhookUrl.js';
import { newWebhookSecret } from '../../../src/shared/webhooks/secrets.js';

const settings = { secrets: [newWebhookSecret()], privateHosts: [] };

function refusalOf(run: () => unknown): InvalidRequest {
  try {
    run();
  } catch (error) {
    if (error instanceof InvalidRequest) return error;
    throw error;
  }
  throw new Error('it was taken');
}

it('keeps a URL that a delivery may go to', () => {
  expect(requireWebhookUrl('https://Cooperativa.co/avisos#parte', settings)).toBe(
    'https://cooperativa.co/avisos',
  );
});

it('refuses any where no secret is configured, and says so', () => {
  expect(refusalOf(() => requireWebhookUrl('https://cooperativa.co/', null)).errors).toEqual([
    { pointer: '/webhook_url', detail: expect.stringContaining('no están configurados') },
  ]);
});

it('refuses one that leads into a private network', () => {
  expect(refusalOf(() => requireWebhookUrl('https://169.254.169.254/', settings)).errors).toEqual([
    { pointer: '/webhook_url', detail: expect.stringContaining('red privada') },
  ]);
});
