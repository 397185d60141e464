import { isIP } from 'node:net';
import { WEBHOOK_URL_MAX_CHARACTERS } from '../contract/limits.js';
import { isPublicAddress } from './addresses.js';
import { isPrivateHost, type PrivateHost } from './privateHosts.js';

const HTTPS_PORT = 443;
const HTTP_PORT = 80;
/** Below are the ports of other protocols, which no delivery shall speak to. */
const FIRST_FREE_PORT = 1_024;
/** Names that never lead to the public internet: RFC 6761, 6762, 7686, 8375, and ICANN's reservation of .internal. */
const LOCAL_NAMES = ['localhost', 'local', 'internal', 'home.arpa', 'onion', 'test', 'invalid', 'example'];

/** The URL as it is kept and used, or what is wrong with it, in Spanish. */
export type CheckedWebhookUrl = { url: string } | { problem: string };

/**
 * What a webhook_url must be, as far as it can be told without asking the DNS; the address itself is checked when a
 * delivery connects. Hosts of one's own network may be private, speak plain HTTP, and use any port.
 */
export function checkWebhookUrl(value: string, privateHosts: readonly PrivateHost[]): CheckedWebhookUrl {
  if (value.length > WEBHOOK_URL_MAX_CHARACTERS) {
    return { problem: `no puede tener más de ${WEBHOOK_URL_MAX_CHARACTERS} caracteres` };
  }
  if (!URL.canParse(value)) return { problem: 'debe ser una URL, como https://ejemplo.com/avisos' };
  // Also what hides a number: http://2130706433/ and http://0x7f.1/ become http://127.0.0.1/.
  const url = new URL(value);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return { problem: 'debe empezar por https://' };
  if (url.username !== '' || url.password !== '') {
    return { problem: 'no puede llevar usuario ni contraseña; reconozca los avisos por su firma' };
  }
  // A fragment is never sent.
  url.hash = '';
  if (url.href.length > WEBHOOK_URL_MAX_CHARACTERS) {
    return { problem: `no puede tener más de ${WEBHOOK_URL_MAX_CHARACTERS} caracteres una vez codificada` };
  }
  const port = portOf(url);
  if (isPrivateHost(privateHosts, url.hostname, port)) return { url: url.href };
  if (url.protocol !== 'https:') return { problem: 'debe empezar por https://' };
  if (port !== HTTPS_PORT && port < FIRST_FREE_PORT) {
    return { problem: `debe usar el puerto ${HTTPS_PORT} o uno desde ${FIRST_FREE_PORT}` };
  }
  if (!isPublicHost(url.hostname)) {
    return { problem: 'debe llevar a un servidor público, no a una red privada' };
  }
  return { url: url.href };
}

export function portOf(url: URL): number {
  if (url.port !== '') return Number(url.port);
  return url.protocol === 'https:' ? HTTPS_PORT : HTTP_PORT;
}

/** Whether a URL's host is a public address, or a name that may have one. */
function isPublicHost(hostname: string): boolean {
  if (hostname.startsWith('[')) return isPublicAddress(hostname.slice(1, -1));
  if (isIP(hostname) !== 0) return isPublicAddress(hostname);
  const name = hostname.endsWith('.') ? hostname.slice(0, -1) : hostname;
  return name.includes('.') && !LOCAL_NAMES.some((local) => name === local || name.endsWith(`.${local}`));
}
