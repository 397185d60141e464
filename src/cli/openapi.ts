import type { Command } from 'commander';

const EXAMPLES = `
Examples:
  agrobot openapi --write               after a change of the contract; a test fails until it is done
  agrobot openapi | jq .paths`;

export function register(program: Command): void {
  program
    .command('openapi')
    .summary('print the OpenAPI document')
    .description('Prints the OpenAPI 3.1 document of the HTTP API, or writes it to openapi.json.')
    .option('--write', 'write openapi.json in the package instead')
    .addHelpText('after', EXAMPLES)
    .action(async ({ write }: { write?: boolean }) => {
      const [{ openApiText }, { readVersion }, { writeFile }, { PACKAGE_FILE }, path] = await Promise.all([
        import('../shared/openapi/document.js'),
        import('../shared/process/version.js'),
        import('node:fs/promises'),
        import('./paths.js'),
        import('node:path'),
      ]);
      const root = path.dirname(PACKAGE_FILE);
      const text = openApiText(await readVersion(root));
      if (write) await writeFile(path.join(root, 'openapi.json'), text);
      else process.stdout.write(text);
    });
}
