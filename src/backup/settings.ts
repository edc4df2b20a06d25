import { createHmac } from 'node:crypto';

const SECRET_NAME = /SECRET|TOKEN|PASSWORD|KEY|DATABASE_URL/;

/** Settings as they may lie in a backup: no secret, and no user name or password in an address. */
export function harmlessSettings(given: Readonly<Record<string, string>>): Record<string, string> {
  const harmless: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) if (!SECRET_NAME.test(name)) harmless[name] = withoutCredentials(value);
  return harmless;
}

function withoutCredentials(value: string): string {
  if (!URL.canParse(value)) return value;
  const url = new URL(value);
  if (!url.username && !url.password) return value;
  url.username = '';
  url.password = '';
  return url.href;
}

/** The same for the same secret, and of no use to guess it: 64 bits of an HMAC. */
export const fingerprintOf = (secret: string): string => createHmac('sha256', secret).update('backup').digest('hex').slice(0, 16);

/** What is set differently here, one line each, for the operator to look at. */
export function differences(then: Readonly<Record<string, string>>, here: Readonly<Record<string, string>>): string[] {
  const names = [...new Set([...Object.keys(then), ...Object.keys(here)])].sort();
  return names.flatMap((name) =>
    then[name] === here[name] ? [] : [`${name}: was ${then[name] ?? 'not set'}, is ${here[name] ?? 'not set'}`]);
}
