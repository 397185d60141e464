import { once } from 'node:events';
import { createServer } from 'node:http';
import { openMeteoAnswer } from '../stand-ins/openMeteo.js';
import { engineAddress } from './engineAddress.js';

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
