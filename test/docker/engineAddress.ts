import { docker, run } from './engine.js';

/**
 * Whatever network a container is on, the machine itself is reached by this. Asked of the interface: an engine that was
 * started for the first time does not tell the gateway of its network.
 */
export async function engineAddress(): Promise<string> {
  const name = '{{index .Options "com.docker.network.bridge.name"}}';
  const bridge = await docker('network', 'inspect', 'bridge', '-f', name);
  const [link] = JSON.parse(await run('ip', ['-json', '-4', 'address', 'show', bridge])) as [
    { addr_info: { local: string }[] },
  ];
  return link.addr_info[0]!.local;
}
