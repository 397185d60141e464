import { Command } from 'commander';
import { expect, it, vi } from 'vitest';
import { register } from '../../src/cli/webhooks.js';
import { parseWebhookSecrets } from '../../src/shared/webhooks/secrets.js';

async function run(...args: string[]): Promise<string> {
  const program = new Command('agrobot').exitOverride();
  register(program);
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    await program.parseAsync(args, { from: 'user' });
    return write.mock.calls.map(([text]) => String(text)).join('');
  } finally {
    write.mockRestore();
  }
}

it('prints a secret that signs, another one each time', async () => {
  const [one, other] = [await run('webhooks', 'secret'), await run('webhooks', 'secret')];
  expect(one).not.toBe(other);
  expect(parseWebhookSecrets(one)).toEqual([one.trim()]);
});

it('prints it as JSON where asked to', async () => {
  const { secret } = JSON.parse(await run('webhooks', 'secret', '--json')) as { secret: string };
  expect(parseWebhookSecrets(secret)).toEqual([secret]);
});
