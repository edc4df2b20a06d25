import { join } from 'node:path';
import type { Express } from 'express';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { Config } from './config.ts';
import { createDataSource } from './db/data-source.ts';
import { createPool } from './db/pool.ts';
import { createRateLimit } from './db/rate-limit.ts';
import { readinessOf } from './db/readiness.ts';
import { createUnitOfWork } from './db/unit-of-work.ts';
import { systemClock, type Clock } from './kernel/clock.ts';
import { startWorker, type JobHandlers, type RecurringJob, type Worker } from './jobs/worker.ts';
import { mailLinks } from './mail/links.repository.ts';
import { createMailbox } from './mail/mailbox.repository.ts';
import { createMailer } from './mail/mailer.repository.ts';
import { createOutbox, SEND_MAIL } from './mail/outbox.repository.ts';
import { createMailRenderer } from './mail/renderer.ts';
import { rescueMails, sendMail } from './mail/send-mail.ts';
import { smtpTransport } from './mail/smtp.ts';
import { linkTokens } from './mail/tokens.ts';
import { createPostgresSearch } from './search/postgres/index.ts';
import { loadMessages } from './templates/i18n.ts';
import { typefaceOf } from './templates/pdf/fonts.ts';
import { createAnalyser } from './text/analyser.ts';
import { loadDictionary, loadVocabulary } from './text/load.ts';
import { createApp } from './web/app.ts';
import type { Route } from './web/route.ts';
import {
  accountQueries, accountRoutes, createAdministrator, OrganisationMemberSchema, PersonSchema, resetPassword, verifySignIn, type NewAdministrator,
} from './features/accounts/index.ts';
import { activityQueries } from './features/activity/index.ts';
import { alertJobs, alertRecurring, alertRoutes, alertSchemas } from './features/alerts/index.ts';
import { boardRoutes, dashboardRoutes, postPageRoutes } from './features/board/index.ts';
import { calendarQueries, calendarRoutes, CalendarTokenSchema } from './features/calendar/index.ts';
import {
  answerRoutes, commitmentAmounts, commitmentJobs, commitmentQueries, commitmentRoutes, deliveryNoteRoutes, endingRoutes, figureQueries,
  LAPSE_PROPOSALS, postGuards, remainderRoutes, REMIND_PROPOSALS, schemas as commitmentSchemas, standingInTheWay,
} from './features/commitments/index.ts';
import { deskQueries, deskRoutes } from './features/desk/index.ts';
import { informationRoutes } from './features/information/index.ts';
import { mailboxRoutes } from './features/mailbox/index.ts';
import { knowledgeCache, matchPost, matchQueries, matchRoutes, MatchSchema } from './features/matches/index.ts';
import { CertificateSchema, loadGazetteer, organisationQueries, OrganisationSchema } from './features/organisations/index.ts';
import { EXPIRE_POSTS, expirePosts, MATCH_POST, postQueries, postRoutes, PostSchema } from './features/posts/index.ts';
import { createVocabulary } from './features/vocabulary/index.ts';
import { DEMO_PASSWORD, seed, type SeedKind } from './features/seeding/index.ts';

export interface ComposeOptions {
  /** Folder of `views`, `assets`, `locales` and `data`. */
  root: string;
  databaseUrl: string;
  secret: string;
  /** Address people use, without a trailing slash. */
  baseUrl: string;
  log: Logger;
  clock?: Clock;
}

/** The whole exchange, wired but at rest: `app` answers requests, `startWorker` begins the background jobs. */
export interface Exchange {
  app: Express;
  dataSource: DataSource;
  routes: readonly Route[];
  handlers: JobHandlers;
  recurring: readonly RecurringJob[];
  seed(kind: SeedKind): Promise<boolean>;
  createAdministrator(input: NewAdministrator): Promise<void>;
  resetPassword(email: string, password: string): Promise<void>;
  startWorker(): Promise<Worker>;
  close(): Promise<void>;
}

const QUARTER_HOUR = 900;
const RESCUE_MAILS = 'rescue-mails';
const UPKEEP = 'upkeep';

/** Every table that TypeORM knows; the search engine's and the queue's are their own. */
export const schemas = [
  OrganisationSchema, CertificateSchema, PersonSchema, OrganisationMemberSchema, PostSchema, MatchSchema, ...commitmentSchemas, CalendarTokenSchema,
  ...alertSchemas,
];

const DEMO_SIGN_INS = [
  ['agnieszka.lipka@zolty-parasol.example', 'sign-in.demo.clinic'],
  ['robert.jaskolka@prosta-folia.example', 'sign-in.demo.firm'],
  ['joanna.wrzos@klaster-zakole.example', 'sign-in.demo.coordinator'],
  ['tomasz.iglicki@klaster-zakole.example', 'sign-in.demo.admin'],
].map(([email = '', label = '']) => ({ email, label, password: DEMO_PASSWORD }));

/** Chooses every adapter and wires every feature: the system on one page. */
export async function compose(config: Config, options: ComposeOptions): Promise<Exchange> {
  const { root, baseUrl, log } = options;
  const clock = options.clock ?? systemClock;

  // Platform
  const pool = createPool(options.databaseUrl, config.databasePool, log);
  const onPoolError = (error: Error) => log.warn({ err: error.message }, 'a database connection was lost');
  const dataSource = createDataSource({ url: options.databaseUrl, schemas, poolSize: config.databasePool, onPoolError });
  await dataSource.initialize();
  const uow = createUnitOfWork(dataSource, clock);
  const messages = loadMessages(join(root, 'locales'));

  // Text, vocabulary, search
  const concepts = loadVocabulary(join(root, 'data', 'vocabulary'));
  const vocabulary = createVocabulary(concepts);
  const analyser = createAnalyser({ dictionary: loadDictionary(join(root, 'data', 'morfologik', 'polish.dict')), vocabulary: concepts });
  for (const warning of analyser.warnings) log.warn({ warning }, 'the text analyser works with less');
  const search = createPostgresSearch({ dataSource, analyser });
  const towns = loadGazetteer(join(root, 'data', 'gazetteer', 'towns-pl.tsv'));

  // Mail
  const tokens = linkTokens(options.secret);
  const mailbox = config.smtpUrl === null ? createMailbox(dataSource, clock) : null;
  const transport = mailbox ?? smtpTransport(config.smtpUrl ?? '');
  const mailer = createMailer(createMailRenderer(join(root, 'views'), messages, baseUrl), config.mailFrom.address.split('@')[1] ?? 'localhost');
  const sender = { outbox: createOutbox(dataSource), uow, transport, tokens, clock, from: config.mailFrom, baseUrl };
  const links = mailLinks(tokens);

  // Reads
  const accounts = accountQueries(dataSource);
  const activity = activityQueries(dataSource);
  const calendar = calendarQueries(dataSource);
  const commitments = commitmentQueries(dataSource);
  const desk = deskQueries(dataSource);
  const figures = figureQueries(dataSource);
  const matches = matchQueries(dataSource);
  const organisations = organisationQueries(dataSource);
  const posts = postQueries(dataSource);

  // Commands
  const postCommands = { uow, analyser, search, guards: postGuards() };
  const commitmentCommands = { uow, mailer, messages, posts: postCommands };
  const knowledge = knowledgeCache(dataSource.manager, analyser, concepts, clock);
  const matching = { uow, search, analyser, knowledge, amounts: commitmentAmounts(clock) };
  const alerting = { uow, mailer, messages, vocabulary, clock, officeMail: config.officeMail };
  const signIn = {
    accounts,
    perAccount: createRateLimit(pool, { name: 'sign-in-account', tries: 10, seconds: QUARTER_HOUR }),
    perAddress: createRateLimit(pool, { name: 'sign-in-address', tries: 100, seconds: QUARTER_HOUR }),
  };

  // Pages
  const pages = { search, posts, figures, organisations, vocabulary, analyser, towns, clock, matches, commitments, activity, desk, accounts };
  const commitmentPages = {
    commands: commitmentCommands, commitments, posts, organisations, activity, clock, typeface: typefaceOf(join(root, 'assets', 'fonts')),
  };
  const routes: Route[] = [
    ...boardRoutes(pages),
    ...postRoutes({
      commands: postCommands, posts, organisations, vocabulary, towns, clock,
      inTheWay: async (request, postId) => standingInTheWay(request, await commitments.ofPost(request.actor, postId)),
    }),
    ...endingRoutes(commitmentPages),
    ...postPageRoutes(pages),
    ...matchRoutes({ uow, matches }),
    ...commitmentRoutes(commitmentPages),
    ...remainderRoutes(commitmentPages),
    ...deliveryNoteRoutes(commitmentPages),
    ...calendarRoutes({ uow, calendar, messages, baseUrl }),
    ...answerRoutes({ commands: commitmentCommands, links, accounts, matches, commitments, vocabulary, posts, uow, clock }),
    ...alertRoutes({ uow, links, accounts }),
    ...dashboardRoutes(pages),
    ...deskRoutes({ desk, posts, postCommands, clock }),
    ...accountRoutes({ accounts, demoSignIns: config.seed === 'demo' ? DEMO_SIGN_INS : [] }),
    ...informationRoutes(),
    ...(mailbox ? mailboxRoutes(mailbox) : []),
  ];

  // Background work
  const handlers: JobHandlers = {
    [SEND_MAIL]: ({ mailId }) => sendMail(sender, String(mailId)),
    [RESCUE_MAILS]: () => rescueMails(sender),
    [MATCH_POST]: ({ postId }) => matchPost(matching, String(postId)),
    [EXPIRE_POSTS]: async () => void (await expirePosts(postCommands)),
    [UPKEEP]: async () => void (await search.forgetUnusedWords()),
    ...commitmentJobs(commitmentCommands),
    ...alertJobs(alerting),
  };
  const recurring: RecurringJob[] = [
    { name: RESCUE_MAILS, cron: '*/2 * * * *' },
    { name: EXPIRE_POSTS, cron: '*/10 * * * *' },
    { name: UPKEEP, cron: '17 2 * * *' },
    { name: LAPSE_PROPOSALS, cron: '*/5 * * * *' },
    { name: REMIND_PROPOSALS, cron: '*/15 * * * *' },
    ...alertRecurring,
  ];

  const app = createApp({
    root, routes, messages, log, baseUrl: config.baseUrl, proxies: config.proxies, demo: mailbox !== null,
    session: { pool, secret: options.secret, secure: baseUrl.startsWith('https://'), now: () => clock.now() },
    signIn: { loadActor: accounts.actor, verify: verifySignIn(signIn), now: () => clock.now() },
    readiness: readinessOf(dataSource),
  });
  return {
    app, dataSource, routes, handlers, recurring,
    seed: (kind) => seed({ dataSource, analyser, search, messages, towns, clock, folder: join(root, 'data', 'demo') }, kind),
    createAdministrator: (input) => createAdministrator({ uow }, input),
    resetPassword: (email, password) => resetPassword({ uow }, email, password),
    startWorker: () => startWorker({ pool, handlers, recurring, concurrency: config.jobConcurrency, log }),
    async close() {
      transport.close();
      await dataSource.destroy();
      await pool.end();
    },
  };
}
