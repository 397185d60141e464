import { describe, expect, it } from 'vitest';
import { readEnvironment } from '../../../src/shared/process/configuration.js';
import { newWebhookSecret } from '../../../src/shared/webhooks/secrets.js';
import { webhookSettings, webhookVariables } from '../../../src/shared/webhooks/variables.js';

const settingsOf = (env: Record<string, string>) => webhookSettings(readEnvironment(env, webhookVariables));
const secretOf = (bytes: number) => `whsec_${Buffer.alloc(bytes, 7).toString('base64')}`;

describe('the secret', () => {
  it('takes what it makes, and never makes the same twice', () => {
    const [one, other] = [newWebhookSecret(), newWebhookSecret()];
    expect(one).not.toBe(other);
    expect(settingsOf({ AGROBOT_WEBHOOK_SECRET: one })).toEqual({ secrets: [one], privateHosts: [] });
  });

  it('may be two, so that receivers can change from one to the other', () => {
    const [one, other] = [newWebhookSecret(), newWebhookSecret()];
    expect(settingsOf({ AGROBOT_WEBHOOK_SECRET: ` ${one}  ${other} ` })?.secrets).toEqual([one, other]);
  });

  it('is missing: there are no webhooks', () => {
    expect(settingsOf({})).toBeNull();
    expect(settingsOf({ AGROBOT_WEBHOOK_SECRET: '' })).toBeNull();
  });

  it.each([secretOf(24), secretOf(64)])('may have 24 to 64 bytes', (secret) => {
    expect(settingsOf({ AGROBOT_WEBHOOK_SECRET: secret })?.secrets).toEqual([secret]);
  });

  it.each([
    ['too short', secretOf(23)],
    ['too long', secretOf(65)],
    ['without prefix', secretOf(32).slice(6)],
    ['not base64', `whsec_${'*'.repeat(44)}`],
    ['cut base64', secretOf(32).slice(0, -1)],
    ['three of them', [secretOf(24), secretOf(25), secretOf(26)].join(' ')],
    ['one good, one bad', `${secretOf(24)} secret`],
  ])('is refused without being shown: %s', (_, value) => {
    expect(() => settingsOf({ AGROBOT_WEBHOOK_SECRET: value })).toThrow(
      /^AGROBOT_WEBHOOK_SECRET must be a secret as "agrobot webhooks secret" makes it, or two with a space between them$/,
    );
  });
});

describe('private hosts', () => {
  const AGROBOT_WEBHOOK_SECRET = newWebhookSecret();

  it('are read with and without ports', () => {
    const AGROBOT_WEBHOOK_PRIVATE_HOSTS = 'Receiver.internal, 10.0.0.7:8080,[fd00::7]:80';
    expect(settingsOf({ AGROBOT_WEBHOOK_SECRET, AGROBOT_WEBHOOK_PRIVATE_HOSTS })?.privateHosts).toEqual([
      { hostname: 'receiver.internal', port: null },
      { hostname: '10.0.0.7', port: 8_080 },
      { hostname: '[fd00::7]', port: 80 },
    ]);
  });

  it.each(['http://receiver.internal', 'receiver.internal/path', 'a,,b', 'host:99999', 'user@host', '*:80?'])(
    'are refused: %s',
    (AGROBOT_WEBHOOK_PRIVATE_HOSTS) => {
      expect(() => settingsOf({ AGROBOT_WEBHOOK_SECRET, AGROBOT_WEBHOOK_PRIVATE_HOSTS })).toThrow(
        /^AGROBOT_WEBHOOK_PRIVATE_HOSTS must be hosts as/,
      );
    },
  );
});
