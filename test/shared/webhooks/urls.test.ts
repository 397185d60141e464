import { describe, expect, it } from 'vitest';
import { parsePrivateHosts } from '../../../src/shared/webhooks/privateHosts.js';
import { checkWebhookUrl } from '../../../src/shared/webhooks/urls.js';

describe('a webhook_url', () => {
  it.each([
    ['https://cooperativa.co/avisos', 'https://cooperativa.co/avisos'],
    ['https://cooperativa.co', 'https://cooperativa.co/'],
    ['HTTPS://Cooperativa.CO:443/a?b=c', 'https://cooperativa.co/a?b=c'],
    ['https://cooperativa.co:8443/a', 'https://cooperativa.co:8443/a'],
    ['https://cooperativa.co/a#parte', 'https://cooperativa.co/a'],
    ['https://8.8.8.8/a', 'https://8.8.8.8/a'],
    ['https://[2606:4700::1111]/a', 'https://[2606:4700::1111]/a'],
    ['https://ñame.co/a', 'https://xn--ame-6ma.co/a'],
    [`https://a.co/${'x'.repeat(1_987)}`, `https://a.co/${'x'.repeat(1_987)}`],
  ])('is kept: %s', (value, url) => {
    expect(checkWebhookUrl(value, [])).toEqual({ url });
  });

  it.each([
    ['', /debe ser una URL/],
    ['cooperativa.co/avisos', /debe ser una URL/],
    ['/avisos', /debe ser una URL/],
    ['http://cooperativa.co/avisos', /https:\/\//],
    ['ftp://cooperativa.co/', /https:\/\//],
    ['file:///etc/passwd', /https:\/\//],
    ['javascript:alert(1)', /https:\/\//],
    ['https://usuario:clave@cooperativa.co/', /usuario ni contraseña/],
    ['https://usuario@cooperativa.co/', /usuario ni contraseña/],
    ['https://cooperativa.co:25/', /puerto/],
    ['https://cooperativa.co:22/', /puerto/],
    ['https://cooperativa.co:80/', /puerto/],
    [`https://a.co/${'x'.repeat(1_988)}`, /2000 caracteres/],
    [`https://a.co/${'ñ'.repeat(1_000)}`, /codificada/],
    ['https://localhost/', /red privada/],
    ['https://localhost./', /red privada/],
    ['https://api.localhost:8443/', /red privada/],
    ['https://redis:6379/', /red privada/],
    ['https://panel.local/', /red privada/],
    ['https://metadata.google.internal/computeMetadata/v1/', /red privada/],
    ['https://127.0.0.1/', /red privada/],
    ['https://127.1/', /red privada/],
    ['https://2130706433/', /red privada/],
    ['https://0x7f000001/', /red privada/],
    ['https://0x7f.1/', /red privada/],
    ['https://0177.0.0.1/', /red privada/],
    ['https://0/', /red privada/],
    ['https://①②⑦.⓪.⓪.①/', /red privada/],
    ['https://169.254.169.254/latest/meta-data/', /red privada/],
    ['https://10.0.0.7:8443/', /red privada/],
    ['https://[::1]/', /red privada/],
    ['https://[::]/', /red privada/],
    ['https://[::ffff:10.0.0.1]/', /red privada/],
    ['https://[fc00::1]/', /red privada/],
    ['https://[64:ff9b::7f00:1]/', /red privada/],
  ])('is refused: %s', (value, problem) => {
    expect(checkWebhookUrl(value, [])).toEqual({ problem: expect.stringMatching(problem) });
  });
});

describe('a host of one’s own network', () => {
  const check = (value: string, list: string) => checkWebhookUrl(value, parsePrivateHosts(list)!);

  it.each([
    ['http://127.0.0.1:9000/a', '127.0.0.1:9000'],
    ['http://127.0.0.1:9000/a', '127.0.0.1'],
    ['http://2130706433:9000/a', '127.0.0.1:9000'],
    ['http://receiver.internal/a', 'receiver.internal:80'],
    ['https://receiver.internal/a', 'receiver.internal:443'],
    ['http://receiver.internal:81/a', 'otro.internal, receiver.internal'],
    ['http://[fd00::7]:8080/a', '[fd00::7]:8080'],
    ['http://[fd00::7]:8080/a', '[FD00:0::7]'],
  ])('may be %s with %s', (value, list) => {
    expect(check(value, list)).toHaveProperty('url');
  });

  it.each([
    ['http://127.0.0.1:9001/a', '127.0.0.1:9000'],
    ['http://receiver.internal/a', 'receiver.internal:443'],
    ['http://receiver.internal.attacker.co/a', 'receiver.internal'],
    ['http://other.receiver.internal/a', 'receiver.internal'],
    ['http://x:y@127.0.0.1:9000/a', '127.0.0.1:9000'],
    ['ftp://127.0.0.1:9000/a', '127.0.0.1:9000'],
  ])('does not allow %s with %s', (value, list) => {
    expect(check(value, list)).toHaveProperty('problem');
  });
});
