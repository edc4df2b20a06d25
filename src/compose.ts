import { join } from 'node:path';
import type { Express } from 'express';
import type { DataSource } from 'typeorm';
import type { Config } from './config.ts';
import { createRateLimit } from './db/rate-limit.ts';
import { readinessOf } from './db/readiness.ts';
import { startWorker, type JobHandlers, type RecurringJob, type Worker } from './jobs/worker.ts';
import { SEND_MAIL } from './mail/outbox.repository.ts';
import { rescueMails, sendMail } from './mail/send-mail.ts';
import { createPlatform, type PlatformOptions } from './platform.ts';
import { typefaceOf } from './templates/pdf/fonts.ts';
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

export type ComposeOptions = PlatformOptions;

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

  // Platform: database, texts, search, mail
  const platform = await createPlatform(config, options, schemas);
  const { clock, pool, dataSource, uow, messages, concepts, analyser, search, mailbox, mailer, sender, links } = platform;
  const vocabulary = createVocabulary(concepts);
  const towns = loadGazetteer(join(root, 'data', 'gazetteer', 'towns-pl.tsv'));

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
    close: () => platform.close(),
  };
}
