import type { Stack } from './stack.js';

const METRICS_PORT = { api: 9464, worker: 9465 };

/** A figure of one replica, summed over what has these labels; read inside, for nobody outside can. */
export async function figureOf(
  stack: Stack,
  service: keyof typeof METRICS_PORT,
  replica: number,
  name: string,
  labels = '',
): Promise<number> {
  const url = `http://127.0.0.1:${METRICS_PORT[service]}/metrics`;
  const script = `fetch('${url}').then((r) => r.text()).then((text) => process.stdout.write(text))`;
  const text = await stack.exec(service, ['node', '-e', script], replica);
  return text
    .split('\n')
    .filter((line) => line.startsWith(name) && /^[{ ]/.test(line.slice(name.length)) && line.includes(labels))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}
