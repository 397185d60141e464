import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What `agrobot test` runs before the tests; each is one check of the closing line. */
const STATIC_CHECKS = {
  types: ['node_modules/typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json'],
  lint: ['node_modules/eslint/bin/eslint.js', '.'],
  format: ['node_modules/prettier/bin/prettier.cjs', '--check', '.'],
};

/**
 * `types` and `lint` check, `format` formats; `test` runs everything, or only the tests that its arguments choose.
 * @param {string} root
 * @param {string} command
 * @param {string[]} args handed on to the tool
 * @returns {Promise<number>} the exit status
 */
export async function runChecks(root, command, args) {
  if (command === 'format')
    return run(root, ['node_modules/prettier/bin/prettier.cjs', '--write', '.', ...args]);
  if (command !== 'test') return run(root, [...STATIC_CHECKS[command], ...args]);
  const checks = args.length > 0 ? [] : await runStaticChecks(root);
  const tests = await runTests(root, args);
  const passed = checks.filter(Boolean).length + tests.passed;
  const failed = checks.filter((ok) => !ok).length + tests.failed;
  console.log(`\n${passed} passed, ${failed} failed`);
  return failed === 0 && passed > 0 ? 0 : 1;
}

/** Two at a time: the type-aware linter and the compiler take most of the time and one core each. */
async function runStaticChecks(root) {
  const [types, [lint, format]] = await Promise.all([
    check(root, 'types'),
    check(root, 'lint').then(async (lint) => [lint, await check(root, 'format')]),
  ]);
  return [types, lint, format];
}

async function check(root, name) {
  const begun = performance.now();
  const output = [];
  const status = await run(root, STATIC_CHECKS[name], (chunk) => output.push(chunk));
  const seconds = ((performance.now() - begun) / 1000).toFixed(1);
  console.log(`${status === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
  if (status !== 0) process.stdout.write(Buffer.concat(output));
  return status === 0;
}

/** Counts tests; a file that cannot be loaded, or an error outside any test, counts as one that failed. */
async function runTests(root, args) {
  const folder = mkdtempSync(path.join(tmpdir(), 'agrobot-tests-'));
  const report = path.join(folder, 'report.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const status = await run(root, ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...args]);
    const { passed, failed } = count(JSON.parse(readFileSync(report, 'utf8')));
    return { passed, failed: status !== 0 && failed === 0 ? 1 : failed };
  } catch (error) {
    console.error(`The tests left no report: ${error.message}`);
    return { passed: 0, failed: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function count(report) {
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  return { passed: report.numPassedTests, failed: report.numFailedTests + unloaded.length };
}

/** Runs a tool with this Node; its output goes to the terminal, or to `onOutput`. Resolves to its exit status. */
function run(root, args, onOutput) {
  return new Promise((resolve, reject) => {
    const stdio = onOutput ? ['ignore', 'pipe', 'pipe'] : 'inherit';
    const env = onOutput && process.stdout.isTTY ? { ...process.env, FORCE_COLOR: '1' } : process.env;
    const child = spawn(process.execPath, args, { cwd: root, stdio, env });
    if (onOutput) for (const stream of [child.stdout, child.stderr]) stream.on('data', onOutput);
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}
