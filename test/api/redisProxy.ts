import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** Stands between an API and its Redis and takes it away: connections refused and cut, or open and silent. */
export async function openRedisProxy(redisUrl = process.env.REDIS_URL!) {
  const target = new URL(redisUrl);
  const pairs = new Set<[Socket, Socket]>();
  let hung = false;
  const server = createServer((client) => {
    const redis = connect(Number(target.port || 6379), target.hostname);
    const pair: [Socket, Socket] = [client, redis];
    pairs.add(pair);
    const end = () => {
      client.destroy();
      redis.destroy();
      pairs.delete(pair);
    };
    for (const socket of pair) socket.on('error', end).on('close', end);
    client.pipe(redis).pipe(client);
    if (hung) pause(pair);
  });
  const listen = async (port: number) => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const url = new URL(redisUrl);
  url.hostname = '127.0.0.1';
  url.port = String(port);

  return {
    url: url.href,
    async away() {
      const closed = once(server, 'close');
      server.close();
      for (const [client] of pairs) client.destroy();
      await closed;
    },
    back: () => listen(port),
    hang() {
      hung = true;
      for (const pair of pairs) pause(pair);
    },
    goOn() {
      hung = false;
      for (const [client, redis] of pairs) client.pipe(redis).pipe(client);
    },
    async close() {
      for (const [client] of pairs) client.destroy();
      if (!server.listening) return;
      server.close();
      await once(server, 'close');
    },
  };
}

function pause([client, redis]: [Socket, Socket]) {
  client.unpipe(redis).pause();
  redis.unpipe(client).pause();
}
