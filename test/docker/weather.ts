import { once } from 'node:events';
import { createServer } from 'node:http';
import { openMeteoAnswer } from '../stand-ins/openMeteo.js';
import { docker, run } from './engine.js';

/** Open-Meteo for containers, at the engine's own address; it takes the time that it is told to take. */
export async function startWeather() {
  const host = await engineAddress();
  const control = { takesMs: 0 };
  const server = createServer((request, response) => {
    const query = Object.fromEntries(new URL(request.url ?? '/', 'http://stand-in').searchParams);
    const timer = setTimeout(() => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(openMeteoAnswer(query)));
    }, control.takesMs);
    response.once('close', () => clearTimeout(timer));
  });
  server.listen(0, '0.0.0.0');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  return {
    url: `http://${host}:${port}`,
    /** Changed by tests. */
    control,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/**
 * Whatever network a container is on, the machine itself is reached by this. Asked of the interface: an engine that was
 * started for the first time does not tell the gateway of its network.
 */
async function engineAddress(): Promise<string> {
  const name = '{{index .Options "com.docker.network.bridge.name"}}';
  const bridge = await docker('network', 'inspect', 'bridge', '-f', name);
  const [link] = JSON.parse(await run('ip', ['-json', '-4', 'address', 'show', bridge])) as [
    { addr_info: { local: string }[] },
  ];
  return link.addr_info[0]!.local;
}
