import { checkWebhookUrl } from '../../shared/webhooks/urls.js';
import type { WebhookSettings } from '../../shared/webhooks/variables.js';
import { InvalidRequest } from '../http/outcomes.js';

/**
 * The URL as it is to be kept.
 * @param settings null where this installation has no webhooks
 * @throws InvalidRequest saying what is wrong with it
 */
export function requireWebhookUrl(url: string, settings: WebhookSettings | null): string {
  if (settings === null)
    throw invalid('los webhooks no están configurados en este servidor; quite este campo');
  const checked = checkWebhookUrl(url, settings.privateHosts);
  if ('problem' in checked) throw invalid(checked.problem);
  return checked.url;
}

function invalid(detail: string): InvalidRequest {
  return new InvalidRequest([{ pointer: '/webhook_url', detail }]);
}
