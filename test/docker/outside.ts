import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { run, runName } from './engine.js';

/** Addresses for documentation (RFC 5737): nobody has them. */
const [NEAR, FAR] = ['198.51.100.1', '198.51.100.2'];
const PORT = 8080;

/**
 * A host beyond this machine: a network namespace that is reached over a link. An engine lets containers reach the
 * machine itself even from networks that lead nowhere; what tells is whether their packets get past it. Needs root.
 */
export async function startOutside() {
  const name = runName().slice(-10);
  const ip = (...args: string[]) => run('ip', args);
  await ip('netns', 'add', name);
  const close = () => ip('netns', 'delete', name);
  try {
    await ip('link', 'add', `o${name}`, 'type', 'veth', 'peer', 'name', 'far', 'netns', name);
    await ip('address', 'add', `${NEAR}/30`, 'dev', `o${name}`);
    await ip('link', 'set', `o${name}`, 'up');
    await ip('-n', name, 'address', 'add', `${FAR}/30`, 'dev', 'far');
    await ip('-n', name, 'link', 'set', 'far', 'up');
    // Where packets come from that were not given the machine's own address.
    await ip('-n', name, 'route', 'add', 'default', 'via', NEAR);
    const script = `require('net').createServer((socket) => socket.end()).listen(${PORT}, '${FAR}', () => console.log(1))`;
    const server = spawn('ip', ['netns', 'exec', name, process.execPath, '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await Promise.race([
      once(server.stdout, 'data'),
      once(server, 'exit').then(() => {
        throw new Error('The server beyond this machine did not start.');
      }),
    ]);
    return {
      host: FAR,
      port: PORT,
      async close() {
        server.kill();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
