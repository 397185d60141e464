/** A server that listens, by name or address. */
export interface HostPort {
  host: string;
  port: number;
}

interface Access {
  tls: boolean;
  username: string | undefined;
  password: string | undefined;
}

/** Where Redis is, as REDIS_URL says it. */
export type RedisAddress =
  | { kind: 'server'; url: string }
  | (Access & {
      kind: 'sentinel';
      /** Name under which the sentinels know the master. */
      group: string;
      sentinels: HostPort[];
      sentinelUsername: string | undefined;
      sentinelPassword: string | undefined;
    })
  /** Any of the nodes: the others are asked of them. */
  | (Access & { kind: 'cluster'; nodes: HostPort[] });

const SERVER = /^(?:rediss?|unix):\/\/|^\//;
const MANY = /^(rediss?)\+(sentinel|cluster):\/\/(.*)$/s;
const DEFAULT_PORT = { sentinel: 26_379, cluster: 6_379 };
const EXAMPLE = {
  sentinel: 'redis+sentinel://:password@host1:26379,host2:26379,host3:26379/mymaster',
  cluster: 'redis+cluster://:password@host1:6379,host2:6379,host3:6379',
};
const SENTINEL_SETTINGS = ['sentinel_username', 'sentinel_password'];

/** The text cannot be read as an address; the message says what it must be, and holds nothing of the text. */
export class RedisUrlError extends Error {
  override readonly name = 'RedisUrlError';
}

/**
 * Reads `redis://…` (`rediss://…`, `unix://…`, the path of a socket), `redis+sentinel://[user:password@]host[:port],…/group
 * [?sentinel_password=…]` or `redis+cluster://[user:password@]host[:port],…`, the latter two with `rediss+` for TLS.
 * @throws RedisUrlError
 */
export function parseRedisUrl(url: string): RedisAddress {
  if (SERVER.test(url)) return { kind: 'server', url };
  const [, scheme, kind, rest] = MANY.exec(url) ?? [];
  if (scheme === undefined || rest === undefined) {
    throw new RedisUrlError(
      'must be redis://…, redis+sentinel://… or redis+cluster://… (rediss… for TLS), or the path of a socket',
    );
  }
  return kind === 'sentinel' ? sentinelAddress(scheme, rest) : clusterAddress(scheme, rest);
}

function sentinelAddress(scheme: string, rest: string): RedisAddress {
  const { access, hosts, path, settings } = splitUp(scheme, rest, 'sentinel');
  const group = decoded(path);
  if (!/^[^/\s]+$/.test(group)) {
    throw new RedisUrlError(`must end with the name of the sentinels' master: ${EXAMPLE.sentinel}`);
  }
  for (const name of settings.keys()) {
    if (!SENTINEL_SETTINGS.includes(name))
      throw new RedisUrlError(`may have ${SENTINEL_SETTINGS.join(' and ')} behind its "?", and nothing else`);
  }
  return {
    kind: 'sentinel',
    ...access,
    group,
    sentinels: hosts,
    sentinelUsername: settings.get('sentinel_username') ?? undefined,
    sentinelPassword: settings.get('sentinel_password') ?? undefined,
  };
}

function clusterAddress(scheme: string, rest: string): RedisAddress {
  const { access, hosts, path, settings } = splitUp(scheme, rest, 'cluster');
  if (path !== '' || settings.size > 0)
    throw new RedisUrlError(
      `must end behind the last host, a Cluster has no numbered databases: ${EXAMPLE.cluster}`,
    );
  return { kind: 'cluster', ...access, nodes: hosts };
}

function splitUp(scheme: string, rest: string, kind: keyof typeof EXAMPLE) {
  // The last one: a password may hold an "@" that somebody forgot to encode, and must not be taken for a host.
  const at = rest.lastIndexOf('@');
  const [, authority = '', path = '', query = ''] =
    /^([^/?]*)(?:\/([^?]*))?(?:\?(.*))?$/s.exec(rest.slice(at + 1)) ?? [];
  const names = authority.split(',');
  const hosts = names.map((name, index) => {
    const found = hostPort(name, DEFAULT_PORT[kind]);
    if (found) return found;
    throw new RedisUrlError(
      `must name hosts as host:port; number ${index + 1} of ${names.length} is none: ${EXAMPLE[kind]}`,
    );
  });
  return {
    access: { tls: scheme === 'rediss', ...credentials(at < 0 ? '' : rest.slice(0, at)) },
    hosts,
    path,
    settings: new URLSearchParams(query),
  };
}

function hostPort(text: string, defaultPort: number): HostPort | undefined {
  const [, inBrackets, name, digits] = /^(?:\[([\da-f:.]+)\]|([\w.-]+))(?::(\d{1,5}))?$/i.exec(text) ?? [];
  const host = inBrackets ?? name;
  const port = digits === undefined ? defaultPort : Number(digits);
  return host === undefined || port < 1 || port > 65_535 ? undefined : { host, port };
}

function credentials(text: string): Pick<Access, 'username' | 'password'> {
  if (/[@/?#\s]/.test(text)) {
    throw new RedisUrlError(
      'must have the signs @ / ? # and spaces of its password encoded (%40 %2F %3F %23 %20), as encodeURIComponent does',
    );
  }
  const colon = text.indexOf(':');
  const username = colon < 0 ? text : text.slice(0, colon);
  const password = colon < 0 ? '' : text.slice(colon + 1);
  return { username: decoded(username) || undefined, password: decoded(password) || undefined };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new RedisUrlError('has a "%" that stands for nothing; one that is meant is written %25');
  }
}

/** For a person to read: no user, no password, no settings. */
export function withoutSecrets(url: string): string {
  if (url.startsWith('/') || url.startsWith('unix:')) return url;
  return url.replace(/^([a-z+]+:\/\/)?.*@/s, '$1').replace(/\?.*$/s, '');
}
