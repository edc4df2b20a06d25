import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { addDays, today } from './kernel/dates.ts';

const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

const isRoot = (address: string): boolean => !URL.canParse(address) || new URL(address).href === `${new URL(address).origin}/`;

/** Every setting of the product. Each may also be given as NAME_FILE, a path whose content is the value. */
const schema = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('development').describe('production refuses every demo default'),
  HOST: z.string().min(1).default('127.0.0.1').describe('address the web server listens on'),
  PORT: whole(0, 65_535).default(3000).describe('port the web server listens on; 0 takes a free one'),
  BASE_URL: z.url({ protocol: /^https?$/ }).refine(isRoot, 'must be an address without a path, such as https://exchange.example: pages are at / only').optional().describe('address people use; links in mails start with it'),
  DATA_DIR: z.string().min(1).default('var').describe('folder of the embedded database and other local data'),
  FILES_DIR: z.string().min(1).optional().describe('folder of uploaded files; without it, files in DATA_DIR'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional().describe('PostgreSQL to use; without it an embedded one is started'),
  SECRET: z.string().min(32).optional().describe('signs sessions and links in mails; 32 characters or more'),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional().describe('mail server; without it mails land in the demo mailbox'),
  MAIL_FROM: z.email().default('gielda@klaster.example').describe('sender address of every mail'),
  MAIL_FROM_NAME: z.string().min(1).max(100).default('Giełda kooperacji').describe('sender name of every mail'),
  OFFICE_MAIL: z.email().optional().describe('one more address that gets the mails to the office'),
  BOUNCE_ADDRESS: z.email().optional().describe('mailbox for undeliverable mails; each mail leaves under a variant of it, bounces+…@'),
  BOUNCE_TOKEN: z.string().min(20).optional().describe('lets the mail server report bounces at /bounces; without it there is no such page'),
  METRICS_TOKEN: z.string().min(20).optional().describe('lets a monitor read /metrics; without it there is no such page'),
  SECURITY_CONTACT: z.string().regex(/^(mailto:|https:)\S+$/).optional().describe('mailto: or https: address for security.txt; without it there is none'),
  SECURITY_EXPIRES: z.iso.date().optional().describe('last day of security.txt, at most a year ahead'),
  MEILI_HOST: z.url({ protocol: /^https?$/ }).optional().describe('Meilisearch server to search on; without it PostgreSQL searches'),
  MEILI_API_KEY: z.string().min(16).optional().describe('key that cli search init makes; never the master key'),
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional().describe('OpenID Connect provider of the organisation\'s own sign-in; its redirect address is /sign-in/provider/answer'),
  OIDC_CLIENT_ID: z.string().min(1).optional().describe('id of the exchange at that provider'),
  OIDC_CLIENT_SECRET: z.string().min(1).optional().describe('secret of the exchange at that provider'),
  OIDC_NAME: z.string().min(1).max(60).default('SSO').describe('what the button of that sign-in says'),
  PROXIES: whole(0, 10).default(0).describe('number of reverse proxies in front, for client addresses'),
  SEED: z.enum(['demo', 'minimal', 'none']).optional().describe('what a first start puts into an empty database'),
  WORKER: flag.optional().describe('true: the web process runs the background jobs too'),
  JOB_CONCURRENCY: whole(1, 50).default(4).describe('background jobs that one worker runs at once'),
  DATABASE_POOL: whole(3, 100).default(10).describe('database connections per process; at least 2 more than JOB_CONCURRENCY'),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info').describe('least severe log line written'),
});

type Settings = z.infer<typeof schema>;

export interface Config {
  production: boolean;
  host: string;
  port: number;
  /** Without a trailing slash; null until the listening port is known. */
  baseUrl: string | null;
  dataDir: string;
  /** Uploaded files: part of every backup. */
  filesDir: string;
  databaseUrl: string | null;
  secret: string | null;
  smtpUrl: string | null;
  mailFrom: { name: string; address: string };
  officeMail: string | null;
  /** The organisation's own sign-in (OpenID Connect), or null. */
  provider: { issuer: string; clientId: string; clientSecret: string; name: string } | null;
  bounces: { address: string | null; token: string | null };
  metricsToken: string | null;
  /** What security.txt says; null without one. */
  security: { contact: string; expires: string } | null;
  /** Null: PostgreSQL searches. */
  searchServer: { host: string; apiKey: string } | null;
  proxies: number;
  seed: 'demo' | 'minimal' | 'none';
  workerInWeb: boolean;
  jobConcurrency: number;
  databasePool: number;
  logLevel: Settings['LOG_LEVEL'];
}

/** All faults of the settings at once, one line each. */
export class ConfigError extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`The settings have ${faults.length} fault${faults.length === 1 ? '' : 's'}:\n${faults.map((f) => `  - ${f}`).join('\n')}`);
    this.faults = faults;
  }
}

function collect(env: NodeJS.ProcessEnv, faults: string[]): Record<string, string> {
  const values: Record<string, string> = {};
  for (const name of Object.keys(schema.shape)) {
    const direct = env[name];
    const file = env[`${name}_FILE`];
    if (direct !== undefined && file !== undefined) faults.push(`${name} and ${name}_FILE are both set: choose one`);
    else if (direct !== undefined && direct !== '') values[name] = direct;
    else if (file) {
      try {
        values[name] = readFileSync(file, 'utf8').trim();
      } catch {
        faults.push(`${name}_FILE: ${file} cannot be read`);
      }
    }
  }
  return values;
}

function productionFaults(s: Settings): string[] {
  const faults: string[] = [];
  const need = (ok: unknown, text: string) => void (ok || faults.push(`${text} (NODE_ENV=production)`));
  need(s.DATABASE_URL, 'DATABASE_URL is missing: the embedded database is for demonstrations');
  need(s.SECRET, 'SECRET is missing');
  need(s.SMTP_URL, 'SMTP_URL is missing: the mailbox page is for demonstrations');
  need(s.BASE_URL?.startsWith('https://'), 'BASE_URL must be an https:// address');
  need(!s.MAIL_FROM.endsWith('.example'), 'MAIL_FROM is missing');
  need(s.SEED !== 'demo', 'SEED=demo is refused');
  return faults;
}

function providerOf(s: Settings): Config['provider'] {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret, OIDC_NAME: name } = s;
  return issuer && clientId && clientSecret ? { issuer, clientId, clientSecret, name } : null;
}

function providerFaults(s: Settings): string[] {
  const given = [s.OIDC_ISSUER, s.OIDC_CLIENT_ID, s.OIDC_CLIENT_SECRET].filter(Boolean).length;
  const faults = given === 0 || given === 3 ? [] : ['OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET belong together: set all three or none'];
  if (s.NODE_ENV === 'production' && s.OIDC_ISSUER?.startsWith('http:')) faults.push('OIDC_ISSUER must be an https:// address (NODE_ENV=production)');
  return faults;
}

const LEAP_YEAR = 366;

function securityFaults({ SECURITY_CONTACT: contact, SECURITY_EXPIRES: expires }: Settings): string[] {
  const faults = !contact === !expires ? [] : ['SECURITY_CONTACT and SECURITY_EXPIRES belong together'];
  if (expires && expires > addDays(today(new Date()), LEAP_YEAR)) faults.push('SECURITY_EXPIRES must be at most a year ahead');
  return faults;
}

/* A job may hold one connection and ask for a second: were all held by jobs, each would wait for the others. One is for the pages. */
const poolFaults = ({ DATABASE_POOL: pool, JOB_CONCURRENCY: jobs }: Settings): string[] =>
  pool >= jobs + 2 ? [] : [`DATABASE_POOL must be at least JOB_CONCURRENCY + 2: ${jobs} jobs at once need ${jobs + 2} connections, not ${pool}`];

const searchServerOf = ({ MEILI_HOST: host, MEILI_API_KEY: apiKey }: Settings): Config['searchServer'] => (host && apiKey ? { host, apiKey } : null);

/* Where to, and with what key: null where the demo does without. */
const secretsOf = (s: Settings) => ({
  databaseUrl: s.DATABASE_URL ?? null,
  secret: s.SECRET ?? null,
  smtpUrl: s.SMTP_URL ?? null,
  officeMail: s.OFFICE_MAIL ?? null,
  bounces: { address: s.BOUNCE_ADDRESS ?? null, token: s.BOUNCE_TOKEN ?? null },
  metricsToken: s.METRICS_TOKEN ?? null,
});

function shape(s: Settings): Config {
  const production = s.NODE_ENV === 'production';
  return {
    production,
    host: s.HOST,
    port: s.PORT,
    baseUrl: s.BASE_URL?.replace(/\/+$/, '') ?? null,
    dataDir: s.DATA_DIR,
    filesDir: s.FILES_DIR ?? join(s.DATA_DIR, 'files'),
    ...secretsOf(s),
    mailFrom: { name: s.MAIL_FROM_NAME, address: s.MAIL_FROM },
    provider: providerOf(s),
    security: s.SECURITY_CONTACT && s.SECURITY_EXPIRES ? { contact: s.SECURITY_CONTACT, expires: s.SECURITY_EXPIRES } : null,
    searchServer: searchServerOf(s),
    proxies: s.PROXIES,
    seed: s.SEED ?? (production ? 'none' : 'demo'),
    workerInWeb: s.WORKER ?? !production,
    jobConcurrency: s.JOB_CONCURRENCY,
    databasePool: s.DATABASE_POOL,
    logLevel: s.LOG_LEVEL,
  };
}

/**
 * Reads the settings from an environment.
 * @throws ConfigError naming every fault, never only the first.
 */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const faults: string[] = [];
  const parsed = schema.safeParse(collect(env, faults));
  if (!parsed.success) {
    for (const issue of parsed.error.issues) faults.push(`${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigError(faults);
  }
  if (parsed.data.MEILI_HOST && !parsed.data.MEILI_API_KEY) faults.push('MEILI_API_KEY is missing: cli search init makes it');
  faults.push(...securityFaults(parsed.data), ...providerFaults(parsed.data), ...poolFaults(parsed.data));
  if (parsed.data.NODE_ENV === 'production') faults.push(...productionFaults(parsed.data));
  if (faults.length > 0) throw new ConfigError(faults);
  return shape(parsed.data);
}

/** The settings that are set, as written, secrets included. */
export const settingsGiven = (env: NodeJS.ProcessEnv = process.env): Record<string, string> => collect(env, []);

/** One row per setting, for `cli config` and docs/configuration.md. */
export function describeSettings(): { name: string; text: string; standard: string }[] {
  return Object.entries(schema.shape).map(([name, field]) => {
    const standard = field.safeParse(undefined);
    return {
      name,
      text: field.description ?? '',
      standard: standard.success && standard.data !== undefined ? String(standard.data) : '',
    };
  });
}
