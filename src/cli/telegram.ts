import type { Command } from 'commander';

const EXAMPLES = `
Examples:
  AGROBOT_TELEGRAM_TOKEN=123456789:AA… agrobot telegram
  AGROBOT_TELEGRAM_TOKEN=… AGROBOT_URL=https://agrobot.example AGROBOT_API_KEY=… agrobot telegram

@BotFather in Telegram gives the token; a token serves one process. It logs JSON to stdout, never what people write. If
it ends by itself it is started again, later and later. docs/telegram.md says more.`;

export function register(program: Command): void {
  program
    .command('telegram')
    .summary('answer in Telegram')
    .description(
      'Runs the Telegram bot and keeps it running. It asks the API at AGROBOT_URL, else the one that runs on this machine.',
    )
    .addHelpText('after', EXAMPLES)
    .action(async () => {
      const [{ runRole }, { MAINS }, { findApiUrl }] = await Promise.all([
        import('./runRole.js'),
        import('./paths.js'),
        import('./findApi.js'),
      ]);
      const apiUrl = await findApiUrl(undefined, process.env);
      await runRole({
        members: ['telegram'],
        main: MAINS.telegram,
        env: process.env,
        // It has no business with Redis, and so does not get to know its password.
        environment:
          ({ REDIS_URL: _, ...env }) =>
          () => ({ env: { ...env, AGROBOT_URL: apiUrl } }),
        say: (line) => process.stderr.write(`agrobot: ${line}\n`),
      });
    });
}
