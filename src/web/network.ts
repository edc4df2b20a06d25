import { isIPv6 } from 'node:net';

const GROUPS = 8;

/** The eight groups of an IPv6 address, however it was shortened; the URL parser writes all in one way. */
function groupsOf(address: string): string[] {
  const halves = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::');
  const [left = [], right = []] = halves.map((half) => half.split(':').filter(Boolean));
  return [...left, ...Array<string>(GROUPS - left.length - right.length).fill('0'), ...right];
}

const bytesOf = (group: string): string => `${parseInt(group, 16) >> 8}.${parseInt(group, 16) & 255}`;

/**
 * By what requests of one asker are counted together: an IPv4 address as it is, also when it comes as IPv6; of an IPv6
 * address the first 64 bits, as one connection at home or a rented server has all the addresses behind them (RFC 6177).
 */
export function networkOf(address: string): string {
  const plain = address.split('%')[0] ?? '';
  if (!isIPv6(plain)) return address;
  const groups = groupsOf(plain);
  const mapped = groups.slice(0, 5).every((group) => group === '0') && groups[5] === 'ffff';
  return mapped ? groups.slice(6).map(bytesOf).join('.') : `${groups.slice(0, 4).join(':')}::/64`;
}
