import { secretNames } from '../../shared/process/environment.js';
import { parseRedisUrl } from '../../shared/process/redis/address.js';
import { parseWebhookSecrets } from '../../shared/webhooks/secrets.js';
import { fail, ok, warn, type Finding } from './finding.js';

/** The API refuses fewer (src/api/config.ts). */
const PASSWORD_NEEDED = 8;
/** NIST SP 800-63B-4, 3.1.1.2: 15 where a password is all there is. */
const PASSWORD_WANTED = 15;
/** Text that stands in examples until somebody puts a secret there. */
const PLACEHOLDER = /change.?(me|it)|your[-_ ]|example|placeholder|ejemplo|cambi[ae]|^<.*>$|…|\.\.\.|x{6,}/i;
const COMMON = /^(admin|agrobot|contrase|default|hunter|letmein|pass|qwert|redis|root|secret|test|welcome)/i;
const LOCAL = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

/** Secrets that are set are none of an example, and strong. What they hold is never told. */
export function checkSecrets(env: NodeJS.ProcessEnv): Finding[] {
  const findings = [
    ...placeholders(env),
    ...checkAdmin(env),
    ...checkWebhookSecret(env.AGROBOT_WEBHOOK_SECRET),
    ...checkRedisPassword(env.REDIS_URL),
  ];
  if (findings.length > 0) return findings;
  const set = secretNames().filter((name) => env[name]);
  return [ok('secrets', set.length === 0 ? 'none is set' : `${set.join(', ')}: nothing weak about them`)];
}

function placeholders(env: NodeJS.ProcessEnv): Finding[] {
  return secretNames()
    .filter((name) => name !== 'REDIS_URL' && PLACEHOLDER.test(env[name] ?? ''))
    .map((name) => fail('secrets', `${name} holds the text of an example`, 'Put the real one there.'));
}

function checkAdmin({ AGROBOT_ADMIN_USER: user, AGROBOT_ADMIN_PASSWORD: password }: NodeJS.ProcessEnv) {
  if (!user && !password) return [];
  const name = 'AGROBOT_ADMIN_PASSWORD';
  if (!user || !password) {
    const missing = user ? name : 'AGROBOT_ADMIN_USER';
    return [fail('secrets', `${missing} is not set`, 'The dashboard has a user and a password, or neither.')];
  }
  const advice = 'Make one with: openssl rand -base64 24';
  if (password.length < PASSWORD_NEEDED)
    return [fail('secrets', `${name} has fewer than ${PASSWORD_NEEDED} characters`, advice)];
  if (isGuessed(password, user)) return [fail('secrets', `${name} is one that is tried first`, advice)];
  if (password.length < PASSWORD_WANTED)
    return [warn('secrets', `${name} has fewer than ${PASSWORD_WANTED} characters`, advice)];
  return [];
}

function checkWebhookSecret(value: string | undefined): Finding[] {
  if (!value) return [];
  const secrets = parseWebhookSecrets(value);
  const advice = 'Make one with: agrobot webhooks secret';
  if (!secrets) return [fail('secrets', 'AGROBOT_WEBHOOK_SECRET is not of the form', advice)];
  const guessed = secrets.some((secret) => hasFewBytes(Buffer.from(secret.replace(/^\w+_/, ''), 'base64')));
  return guessed ? [fail('secrets', 'AGROBOT_WEBHOOK_SECRET repeats the same few bytes', advice)] : [];
}

function checkRedisPassword(url: string | undefined): Finding[] {
  const found = url ? accessIn(url) : null;
  if (!found) return [];
  const { hosts, username, password } = found;
  const advice = 'Set "requirepass" or a user\'s password in Redis, and the same in REDIS_URL.';
  if (password === '') {
    const other = hosts.find((host) => !LOCAL.has(host));
    if (other === undefined) return [];
    return [warn('secrets', `REDIS_URL has no password, and ${other} is another machine`, advice)];
  }
  if (PLACEHOLDER.test(password) || isGuessed(password, username))
    return [fail('secrets', "REDIS_URL's password is one that is tried first", advice)];
  return [];
}

/** Null where there is nothing to look at: a socket, or what cannot be read and is told of elsewhere. */
function accessIn(url: string): { hosts: string[]; username: string; password: string } | null {
  try {
    const address = parseRedisUrl(url);
    if (address.kind !== 'server') {
      const { username = '', password = '' } = address;
      const nodes = address.kind === 'cluster' ? address.nodes : address.sentinels;
      return { hosts: nodes.map(({ host }) => host), username, password };
    }
    if (!/^rediss?:/.test(url)) return null;
    const { hostname, username, password } = new URL(url);
    return { hosts: [hostname], username, password: decodeURIComponent(password) };
  } catch {
    return null;
  }
}

/** Short words with a few figures behind, the name itself, or few characters over and over. */
function isGuessed(password: string, user: string): boolean {
  const word = password.replace(/[\d\W_]+$/, '');
  return (
    /^\d*$/.test(password) ||
    (user !== '' &&
      password.toLowerCase().includes(user.toLowerCase()) &&
      password.length < user.length + 6) ||
    (COMMON.test(word) && word.length <= 12) ||
    new Set(password).size < 5
  );
}

const hasFewBytes = (bytes: Buffer) => new Set(bytes).size < 8;
