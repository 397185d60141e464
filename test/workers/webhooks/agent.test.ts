import { request } from 'undici';
import { afterAll, describe, expect, it } from 'vitest';
import { createPublicAgent } from '../../../src/workers/webhooks/agent.js';
import { reasonOf } from '../../../src/workers/webhooks/post.js';

const agent = createPublicAgent([]);
afterAll(() => agent.destroy());

describe('an address in place of a name', () => {
  // The agent itself refuses them, though no such URL comes as far: sockets never look an address up.
  it.each([
    'http://127.0.0.1:1/',
    'http://2130706433:1/',
    'http://0x7f.1:1/',
    'http://0.0.0.0:1/',
    'http://169.254.169.254/',
    'http://[::1]:1/',
    'http://[::ffff:127.0.0.1]:1/',
    'https://10.0.0.1/',
    'https://[fd00:ec2::254]/',
  ])('is refused before a packet is sent: %s', async (url) => {
    await expect(request(url, { dispatcher: agent })).rejects.toThrow('address is not public');
  });
});

describe('an error', () => {
  const withCode = (code: string) => Object.assign(new Error('…'), { code });
  it.each([
    [withCode('ENOTFOUND'), 'name_not_found'],
    [withCode('EAI_AGAIN'), 'name_not_found'],
    [withCode('ECONNREFUSED'), 'connection_refused'],
    [new AggregateError([withCode('ECONNREFUSED'), withCode('ENETUNREACH')]), 'connection_refused'],
    [withCode('ECONNRESET'), 'connection_cut'],
    [withCode('UND_ERR_SOCKET'), 'connection_cut'],
    [withCode('UND_ERR_CONNECT_TIMEOUT'), 'timeout'],
    [new DOMException('…', 'TimeoutError'), 'timeout'],
    [withCode('DEPTH_ZERO_SELF_SIGNED_CERT'), 'certificate'],
    [withCode('CERT_HAS_EXPIRED'), 'certificate'],
    [withCode('ERR_TLS_CERT_ALTNAME_INVALID'), 'certificate'],
    [withCode('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), 'certificate'],
    [withCode('ENETUNREACH'), 'network'],
    [new Error('…'), 'network'],
    ['…', 'network'],
    [undefined, 'network'],
  ])('%s is logged as %s', (error, reason) => {
    expect(reasonOf(error)).toBe(reason);
  });
});
