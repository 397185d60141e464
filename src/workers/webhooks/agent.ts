import { lookup as dnsLookup, type LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isIP } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { isPublicAddress } from '../../shared/webhooks/addresses.js';
import { isPrivateHost, type PrivateHost } from '../../shared/webhooks/privateHosts.js';

const CONNECT_TIMEOUT_MS = 5_000;

/** The receiver's address is one that deliveries do not go to. */
export class PrivateAddressError extends Error {
  override readonly name = 'PrivateAddressError';
}

/**
 * Connects to public addresses only, and to hosts that may be private. It judges the very addresses that the socket is
 * then given: a name that answers with another address the second time (DNS rebinding) gains nothing. Connections are
 * not kept, so each delivery is judged anew.
 * @param lookup how names become addresses, as the `lookup` of `net.connect`
 */
export function createPublicAgent(
  privateHosts: readonly PrivateHost[],
  lookup: LookupFunction = dnsLookup,
): Agent {
  const timeout = CONNECT_TIMEOUT_MS;
  const connectAnywhere = buildConnector({ timeout, lookup });
  const connectPublic = buildConnector({
    timeout,
    lookup: publicOnly(lookup),
  });
  return new Agent({
    // No keep-alive.
    pipelining: 0,
    connect(options, callback) {
      const hostname = options.hostname.replace(/^\[|\]$/g, '');
      const port = Number(options.port || (options.protocol === 'https:' ? 443 : 80));
      const name = isIP(hostname) === 6 ? `[${hostname}]` : hostname;
      if (isPrivateHost(privateHosts, name, port)) {
        connectAnywhere(options, callback);
      } else if (isIP(hostname) !== 0 && !isPublicAddress(hostname)) {
        // An address in place of a name is never looked up.
        callback(new PrivateAddressError('address is not public'), null);
      } else {
        connectPublic(options, callback);
      }
    },
  });
}

/** A lookup that fails where any of the addresses is not public: the socket could pick that one. */
function publicOnly(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, options, (error, found, family) => {
      if (error) {
        callback(error, found, family);
        return;
      }
      const addresses: readonly Pick<LookupAddress, 'address'>[] =
        typeof found === 'string' ? [{ address: found }] : found;
      if (addresses.length > 0 && addresses.every(({ address }) => isPublicAddress(address))) {
        callback(null, found, family);
      } else {
        callback(new PrivateAddressError('name has an address that is not public'), '', 0);
      }
    });
  };
}
