import { BlockList, isIP } from 'node:net';

/**
 * IPv4 networks that no delivery goes to: IANA's IPv4 Special-Purpose Address Registry (RFC 6890 and its updates) and
 * what cloud providers reach their machines' metadata by.
 */
const REFUSED_IPV4 = [
  ['0.0.0.0', 8, 'this network, RFC 791; Linux connects 0.0.0.0 to itself'],
  ['10.0.0.0', 8, 'private, RFC 1918'],
  ['100.64.0.0', 10, "carrier-grade NAT, RFC 6598; Alibaba Cloud's metadata at 100.100.100.200"],
  ['127.0.0.0', 8, 'loopback, RFC 1122'],
  ['168.63.129.16', 32, "Azure's WireServer: a public number, but the virtual machine's own host"],
  ['169.254.0.0', 16, 'link-local, RFC 3927; metadata of most clouds at 169.254.169.254'],
  ['172.16.0.0', 12, 'private, RFC 1918'],
  ['192.0.0.0', 24, "IETF protocol assignments, RFC 6890; Oracle Cloud's metadata at 192.0.0.192"],
  ['192.0.2.0', 24, 'documentation, RFC 5737'],
  ['192.88.99.0', 24, '6to4 relays, RFC 7526'],
  ['192.168.0.0', 16, 'private, RFC 1918'],
  ['198.18.0.0', 15, 'benchmarks, RFC 2544'],
  ['198.51.100.0', 24, 'documentation, RFC 5737'],
  ['203.0.113.0', 24, 'documentation, RFC 5737'],
  ['224.0.0.0', 4, 'multicast, RFC 1112'],
  ['240.0.0.0', 4, 'reserved, RFC 1112; broadcast, RFC 919'],
] as const;

/**
 * Of IPv6 only what IANA gives out to the public (RFC 4291, section 2.4). Outside of it, and so refused without a line
 * of their own: :: and ::1 (RFC 4291), IPv4-mapped ::ffff:0:0/96, local NAT64 64:ff9b:1::/48 (RFC 8215), discard-only
 * 100::/64 (RFC 6666), unique local fc00::/7 (RFC 4193; AWS' metadata at fd00:ec2::254), link-local fe80::/10, site-
 * local fec0::/10 (RFC 3879), multicast ff00::/8.
 */
const GLOBAL_IPV6 = ['2000::', 3] as const;

/** Parts of the global space that are not public after all: IANA's IPv6 Special-Purpose Address Registry. */
const REFUSED_IPV6 = [
  ['2001::', 23, 'IETF protocol assignments, RFC 2928; with Teredo, RFC 4380, that carries an IPv4 address'],
  ['2001:db8::', 32, 'documentation, RFC 3849'],
  ['2002::', 16, '6to4, RFC 3056, that carries an IPv4 address'],
  ['3fff::', 20, 'documentation, RFC 9637'],
] as const;

/** Well-known prefix of NAT64 (RFC 6052): in IPv6-only networks every IPv4 receiver has such an address. */
const NAT64_PREFIX = '64:ff9b::';
const NAT64_BITS = 96;

const refusedIpv4 = new BlockList();
const acceptedIpv6 = new BlockList();
const refusedIpv6 = new BlockList();
for (const [network, bits] of REFUSED_IPV4) {
  refusedIpv4.addSubnet(network, bits, 'ipv4');
  refusedIpv6.addSubnet(`${NAT64_PREFIX}${network}`, NAT64_BITS + bits, 'ipv6');
}
acceptedIpv6.addSubnet(...GLOBAL_IPV6, 'ipv6');
acceptedIpv6.addSubnet(NAT64_PREFIX, NAT64_BITS, 'ipv6');
for (const [network, bits] of REFUSED_IPV6) refusedIpv6.addSubnet(network, bits, 'ipv6');

/** Whether an address is one that anybody on the internet can reach; what is no address is not. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !refusedIpv4.check(address, 'ipv4');
    case 6:
      // A zone (fe80::1%eth0) is of a link, never of the internet.
      return (
        !address.includes('%') && acceptedIpv6.check(address, 'ipv6') && !refusedIpv6.check(address, 'ipv6')
      );
    default:
      return false;
  }
}
