/** A receiver in one's own network: it may have a private address and speak plain HTTP. */
export interface PrivateHost {
  /** As a URL writes it: lower case, IPv6 in brackets. */
  hostname: string;
  /** Null = every port. */
  port: number | null;
}

/**
 * Reads `host[:port]` entries, separated by commas.
 * @returns null where an entry is no host
 */
export function parsePrivateHosts(list: string): PrivateHost[] | null {
  const hosts: PrivateHost[] = [];
  for (const entry of list.split(',').map((item) => item.trim())) {
    if (entry === '' || /[/?#@\s]/.test(entry) || !URL.canParse(`http://${entry}`)) return null;
    const { hostname } = new URL(`http://${entry}`);
    // A URL drops the port that is its scheme's default, so the entry itself tells whether there is one.
    const port = /:(\d+)$/.exec(entry)?.[1];
    hosts.push({ hostname, port: port === undefined ? null : Number(port) });
  }
  return hosts;
}

export function isPrivateHost(hosts: readonly PrivateHost[], hostname: string, port: number): boolean {
  return hosts.some((host) => host.hostname === hostname && (host.port === null || host.port === port));
}
