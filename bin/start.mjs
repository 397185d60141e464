import { fileURLToPath } from 'node:url';

import { BENCH, buildWhenStale, installWhenNeeded, PRODUCT } from './setup.mjs';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Commands for those who change AgroBot; they need the dependencies, not the build. */
const CHECKS = new Set(['test', 'types', 'lint', 'format']);

/**
 * Installs and builds what is missing, then runs the command.
 * @param {string[]} args what follows `agrobot`
 */
export async function start(args) {
  try {
    await installWhenNeeded(ROOT);
    if (CHECKS.has(args[0])) {
      const { runChecks } = await import('./checks.mjs');
      process.exitCode = await runChecks(ROOT, args[0], args.slice(1));
      return;
    }
    await buildWhenStale(ROOT, PRODUCT);
    if (args[0] === 'bench') await buildWhenStale(ROOT, BENCH);
  } catch (error) {
    if (!error.forPeople) throw error;
    console.error(`agrobot: ${error.message}`);
    process.exitCode = 1;
    return;
  }
  if (args[0] === 'build') return;
  if (args[0] === 'bench') {
    process.argv.splice(2, 1);
    await import(new URL('../dist/bench/main.js', import.meta.url));
    return;
  }
  const { main } = await import(new URL('../dist/cli/agrobot.js', import.meta.url));
  await main(args);
}
