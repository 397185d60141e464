import { findOnPath } from '../../src/cli/redis/serverBinary.js';

/** Without them there is nothing to test: that is a failure, not a reason to skip. */
export default async function setup(): Promise<void> {
  const programs = ['promtool', 'prometheus', 'amtool'];
  const found = await Promise.all(programs.map((name) => findOnPath(name, process.env)));
  const missing = programs.filter((_, index) => found[index] === undefined);
  if (missing.length === 0) return;
  throw new Error(
    `${missing.join(', ')} not found on PATH. On Debian and Ubuntu: ` +
      'apt-get install --no-install-recommends prometheus prometheus-alertmanager ' +
      '(where there is an init it starts both: systemctl disable --now prometheus prometheus-alertmanager). ' +
      'Elsewhere: https://prometheus.io/download/',
  );
}
