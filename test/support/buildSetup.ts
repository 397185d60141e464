import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Builds dist/ when a source has changed: the tests after it start the processes that users start. */
export default async function setup(): Promise<void> {
  const root = path.resolve(import.meta.dirname, '../..');
  const build = run(process.execPath, ['bin/agrobot.mjs', 'build'], { cwd: root });
  build.child.stderr?.pipe(process.stderr);
  await build;
}
