import { InvalidArgumentError, type Command } from 'commander';

const EXAMPLES = `
Examples:
  agrobot keys create "Radio Sutatenza"                      may ask and read
  agrobot keys create panel --scopes read,admin
  agrobot keys list
  agrobot keys revoke 3f8a90c1d2e4

Scopes: ask (questions, cancelling, feedback), read, admin (reads all feedback), on_behalf (names who asks in
X-On-Behalf-Of, so that limits count for each of them). An API asks for keys with AGROBOT_ACCESS=keys; callers send
them as "Authorization: Bearer …". A revoked key stops working within five seconds.

The keys are in the Redis of REDIS_URL, or of "agrobot up" on this machine.`;

export function register(program: Command): void {
  const keys = program
    .command('keys')
    .summary('make, list and revoke API keys')
    .description('Makes, lists and revokes the keys that callers of the API show.')
    .addHelpText('after', EXAMPLES);
  keys
    .command('create')
    .description('Makes a key and prints it, once: only its hash is kept.')
    .argument('<name>', 'who will use it', keyName)
    .option('--scopes <list>', 'what it may do, of: ask, read, admin, on_behalf', 'ask,read')
    .option('--json', 'print { key, id, name, scopes, created_at }')
    .action(async (name: string, options: { scopes: string; json?: boolean }) => {
      const { createKey } = await import('./keys/run.js');
      process.stdout.write(await createKey(name, options, process.env));
    });
  keys
    .command('list')
    .description('Lists who has a key, and what it may do.')
    .option('--json', 'print a list of { id, name, scopes, created_at }')
    .action(async (options: { json?: boolean }) => {
      const { listKeys } = await import('./keys/run.js');
      process.stdout.write(await listKeys(options, process.env));
    });
  keys
    .command('revoke')
    .description('Revokes a key.')
    .argument('<id>', 'its id, as "agrobot keys list" shows it')
    .action(async (id: string) => {
      const { revokeKey } = await import('./keys/run.js');
      process.stdout.write(await revokeKey(id, process.env));
    });
}

function keyName(value: string): string {
  const name = value.trim();
  if (name.length >= 1 && name.length <= 100) return name;
  throw new InvalidArgumentError('It must have 1 to 100 characters.');
}
