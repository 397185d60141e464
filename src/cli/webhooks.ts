import type { Command } from 'commander';

const EXAMPLES = `
Examples:
  agrobot webhooks secret                                    to set as AGROBOT_WEBHOOK_SECRET of API and workers
  AGROBOT_WEBHOOK_SECRET="NEW OLD" agrobot up                both sign, until every receiver has the new one

Receivers verify deliveries with the same secret; docs/webhooks.md shows how.`;

export function register(program: Command): void {
  const webhooks = program
    .command('webhooks')
    .summary('make a secret that signs webhooks')
    .description('Makes the secret that deliveries to a webhook_url are signed with.')
    .addHelpText('after', EXAMPLES);
  webhooks
    .command('secret')
    .description('Makes a new secret and prints it; nothing is kept.')
    .option('--json', 'print { secret }')
    .action(async ({ json }: { json?: boolean }) => {
      const { newWebhookSecret } = await import('../shared/webhooks/secrets.js');
      const secret = newWebhookSecret();
      process.stdout.write(json ? `${JSON.stringify({ secret }, null, 2)}\n` : `${secret}\n`);
    });
}
