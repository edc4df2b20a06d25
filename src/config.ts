import { readFileSync } from 'node:fs';
import { z } from 'zod';

const whole = (min: number, max: number) => z.coerce.number().int().min(min).max(max);
const flag = z.enum(['true', 'false']).transform((text) => text === 'true');

/** Every setting of the product. Each may also be given as NAME_FILE, a path whose content is the value. */
const schema = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('development').describe('production refuses every demo default'),
  HOST: z.string().min(1).default('127.0.0.1').describe('address the web server listens on'),
  PORT: whole(0, 65_535).default(3000).describe('port the web server listens on; 0 takes a free one'),
  BASE_URL: z.url({ protocol: /^https?$/ }).optional().describe('address people use; links in mails start with it'),
  DATA_DIR: z.string().min(1).default('var').describe('folder of the embedded database and other local data'),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional().describe('PostgreSQL to use; without it an embedded one is started'),
  SECRET: z.string().min(32).optional().describe('signs sessions and links in mails; 32 characters or more'),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional().describe('mail server; without it mails land in the demo mailbox'),
  MAIL_FROM: z.email().default('gielda@klaster.example').describe('sender address of every mail'),
  MAIL_FROM_NAME: z.string().min(1).max(100).default('Giełda kooperacji').describe('sender name of every mail'),
  OFFICE_MAIL: z.email().optional().describe('one more address that gets the mails to the office'),
  PROXIES: whole(0, 10).default(0).describe('number of reverse proxies in front, for client addresses'),
  SEED: z.enum(['demo', 'minimal', 'none']).optional().describe('what a first start puts into an empty database'),
  WORKER: flag.optional().describe('true: the web process runs the background jobs too'),
  JOB_CONCURRENCY: whole(1, 50).default(4).describe('background jobs that one worker runs at once'),
  DATABASE_POOL: whole(2, 100).default(10).describe('database connections per process'),
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
  databaseUrl: string | null;
  secret: string | null;
  smtpUrl: string | null;
  mailFrom: { name: string; address: string };
  officeMail: string | null;
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

function shape(s: Settings): Config {
  const production = s.NODE_ENV === 'production';
  return {
    production,
    host: s.HOST,
    port: s.PORT,
    baseUrl: s.BASE_URL?.replace(/\/+$/, '') ?? null,
    dataDir: s.DATA_DIR,
    databaseUrl: s.DATABASE_URL ?? null,
    secret: s.SECRET ?? null,
    smtpUrl: s.SMTP_URL ?? null,
    mailFrom: { name: s.MAIL_FROM_NAME, address: s.MAIL_FROM },
    officeMail: s.OFFICE_MAIL ?? null,
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
  if (parsed.data.NODE_ENV === 'production') faults.push(...productionFaults(parsed.data));
  if (faults.length > 0) throw new ConfigError(faults);
  return shape(parsed.data);
}

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
