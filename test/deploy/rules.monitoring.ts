import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { MONITORING_DIR } from './monitoringFiles.js';

const run = promisify(execFile);

it.each([
  ['promtool', ['check', 'config', 'prometheus.yml']],
  ['promtool', ['check', 'rules', 'alerts.yml']],
  ['promtool', ['test', 'rules', 'alerts.test.yml']],
  ['amtool', ['check-config', 'alertmanager.yml']],
])('passes %s %j', async (program, args) => {
  const { stdout } = await run(program, args, { cwd: MONITORING_DIR });
  expect(stdout).toMatch(/SUCCESS/);
});
