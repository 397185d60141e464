import { describe, expect, it } from 'vitest';
import {
  parseRedisUrl,
  RedisUrlError,
  withoutSecrets,
  type RedisAddress,
} from '../../../../src/shared/process/redis/address.js';

const nobody = { tls: false, username: undefined, password: undefined };
const nobodyAtSentinel = { sentinelUsername: undefined, sentinelPassword: undefined };

describe('REDIS_URL', () => {
  it.each<[string, RedisAddress]>([
    ['redis://:a@b:1', { kind: 'server', url: 'redis://:a@b:1' }],
    ['rediss://b', { kind: 'server', url: 'rediss://b' }],
    ['/run/redis.sock', { kind: 'server', url: '/run/redis.sock' }],
    ['unix:///run/redis.sock', { kind: 'server', url: 'unix:///run/redis.sock' }],
    [
      'redis+cluster://a,b.c:7001',
      {
        kind: 'cluster',
        ...nobody,
        nodes: [
          { host: 'a', port: 6379 },
          { host: 'b.c', port: 7001 },
        ],
      },
    ],
    [
      'rediss+cluster://ana:p%40ss%3Aw%2Frd@[::1]:7000,10.0.0.2:7000',
      {
        kind: 'cluster',
        tls: true,
        username: 'ana',
        password: 'p@ss:w/rd',
        nodes: [
          { host: '::1', port: 7000 },
          { host: '10.0.0.2', port: 7000 },
        ],
      },
    ],
    [
      'redis+cluster://:a:b@h',
      { kind: 'cluster', ...nobody, password: 'a:b', nodes: [{ host: 'h', port: 6379 }] },
    ],
    [
      'redis+sentinel://a,b:5000/mymaster',
      {
        kind: 'sentinel',
        ...nobody,
        ...nobodyAtSentinel,
        group: 'mymaster',
        sentinels: [
          { host: 'a', port: 26379 },
          { host: 'b', port: 5000 },
        ],
      },
    ],
    [
      'rediss+sentinel://:s@h/my-group?sentinel_password=p%26q&sentinel_username=eva',
      {
        kind: 'sentinel',
        tls: true,
        username: undefined,
        password: 's',
        sentinelUsername: 'eva',
        sentinelPassword: 'p&q',
        group: 'my-group',
        sentinels: [{ host: 'h', port: 26379 }],
      },
    ],
  ])('is read: %s', (url, address) => {
    expect(parseRedisUrl(url)).toEqual(address);
  });

  it.each([
    ['localhost', /must be redis:\/\/…, redis\+sentinel/],
    ['redis+cluter://:hidden@h', /must be redis:/],
    ['redis+cluster://', /number 1 of 1 is none/],
    ['redis+cluster://:hidden@h:7000,', /number 2 of 2 is none/],
    ['redis+cluster://:hidden@h:70000', /number 1 of 1 is none/],
    ['redis+cluster://:hidden@h:0', /number 1 of 1 is none/],
    // The "@" was forgotten.
    ['redis+cluster://:hidden:h:7000', /number 1 of 1 is none/],
    ['redis+cluster://:hid/den@h:7000', /@ \/ \? # .* encoded .*encodeURIComponent/],
    ['redis+cluster://:hid@den@h:7000', /encoded/],
    ['redis+cluster://:hidden%zz@h:7000', /written %25/],
    ['redis+cluster://:hidden@h:7000/2', /no numbered databases/],
    ['redis+cluster://:hidden@h:7000?x=hidden', /must end behind the last host/],
    ['redis+sentinel://:hidden@h:26379', /must end with the name of the sentinels' master/],
    ['redis+sentinel://:hidden@h:26379/', /must end with the name/],
    ['redis+sentinel://:hidden@h:26379/a/b', /must end with the name/],
    ['redis+sentinel://:hidden@h/m?password=hidden', /may have sentinel_username and sentinel_password/],
  ])('is refused, without a word of it: %s', (url, message) => {
    expect(() => parseRedisUrl(url)).toThrow(RedisUrlError);
    expect(() => parseRedisUrl(url)).toThrow(message);
    expect(() => parseRedisUrl(url)).not.toThrow(/hid|den\b/);
  });

  it.each([
    ['redis://:secret@h:1', 'redis://h:1'],
    ['redis://ana:sec@ret/x@h:1?password=secret', 'redis://h:1'],
    ['rediss+cluster://:secret@h:1,i:2', 'rediss+cluster://h:1,i:2'],
    ['redis+sentinel://:secret@h:1/m?sentinel_password=secret', 'redis+sentinel://h:1/m'],
    ['ana:secret@h', 'h'],
    ['/run/a@b.sock', '/run/a@b.sock'],
  ])('is shown without its secrets: %s', (url, shown) => {
    expect(withoutSecrets(url)).toBe(shown);
  });
});
