import type { Command } from 'commander';

const EXAMPLES = `
Examples:
  agrobot configuration > .env          a file of all variables, commented out
  agrobot configuration --json          name, default, unit, meaning, secret and read_by of each
  agrobot configuration --write         after a change of a variable; a test fails until it is done`;

export function register(program: Command): void {
  program
    .command('configuration')
    .summary('list every variable')
    .description('Prints every environment variable with its meaning and default, as a file to start from.')
    .option('--json', 'print a list of { name, default, without, unit, meaning, secret, read_by }')
    .option('--write', 'write docs/configuration.md and .env.example in the package instead')
    .addHelpText('after', EXAMPLES)
    .action(async (options: { json?: true; write?: true }) => {
      const [{ configurationCommand }, { PACKAGE_FILE }, path] = await Promise.all([
        import('./configuration/run.js'),
        import('./paths.js'),
        import('node:path'),
      ]);
      const root = path.dirname(PACKAGE_FILE);
      process.exitCode = await configurationCommand(options, { root, stdout: process.stdout });
    });
}
