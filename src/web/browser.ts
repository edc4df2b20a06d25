import { isIPv6 } from 'node:net';
import type { Browser } from '../kernel/browser.ts';

/* The order tells them apart: Edge and Opera call themselves Chrome too, Chrome calls itself Safari. */
const PROGRAMS: readonly [RegExp, string][] = [
  [/\bEdgi?A?(?:iOS)?\//, 'Edge'], [/\bOPR\//, 'Opera'], [/\b(?:Firefox|FxiOS)\//, 'Firefox'], [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(?:Chrome|CriOS|HeadlessChrome)\//, 'Chrome'], [/\bSafari\//, 'Safari'],
];
const SYSTEMS: readonly [RegExp, string][] = [
  [/\b(?:iPhone|iPad|iPod)\b/, 'iOS'], [/\bAndroid\b/, 'Android'], [/\bWindows\b/, 'Windows'], [/\bMacintosh\b/, 'macOS'], [/\bCrOS\b/, 'ChromeOS'], [/\bLinux\b/, 'Linux'],
];

const named = (table: readonly [RegExp, string][], text: string): string | undefined => table.find(([pattern]) => pattern.test(text))?.[1];

const halfOf = (address: string): string => {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIPv6(plain)) return `${plain.split(':').slice(0, 3).join(':')}:x`;
  const parts = plain.split('.');
  return parts.length === 4 ? `${parts[0]}.${parts[1]}.x.x` : '';
};

/** Names the browser from what its request says. */
export function browserOf(userAgent: string, ip: string): Browser {
  const text = userAgent.slice(0, 500);
  return { device: [named(PROGRAMS, text), named(SYSTEMS, text)].filter(Boolean).join(', '), place: halfOf(ip) };
}
