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
import { createOperation, type Operation } from './runtime/operation.ts';
import { createTraffic } from './runtime/traffic.ts';
import type { Searching, SearchWork } from './search/searching.ts';
import { typefaceOf } from './templates/pdf/fonts.ts';
import { createApp } from './web/app.ts';
import type { Route } from './web/route.ts';
import {
  accountJobs, accountQueries, accountRoutes, accountTools, createAdministrator, flushSessions, OrganisationMemberSchema,
  ownAccountQueries, PersonSchema, resetPassword, signInRules, type NewAdministrator,
} from './features/accounts/index.ts';
import { activityQueries } from './features/activity/index.ts';
import { evidenceQueries } from './features/evidence/index.ts';
import { alertJobs, alertRecurring, alertRoutes, alertSchemas, putAside, takeUpAgain, toldOrganisations } from './features/alerts/index.ts';
import { announcementQueries, announcementRoutes, AnnouncementSchema } from './features/announcements/index.ts';
import { attachmentQueries, attachmentRoutes, AttachmentSchema } from './features/attachments/index.ts';
import { boardRoutes, dashboardRoutes, postPageRoutes, publicPageQueries, showFailedReview, showPost } from './features/board/index.ts';
import { calendarQueries, calendarRoutes, CalendarTokenSchema, removeCalendarToken } from './features/calendar/index.ts';
import {
  answerRoutes, commitmentAmounts, commitmentJobs, commitmentQueries, commitmentRoutes, deliveryNoteRoutes, endingRoutes, figureQueries,
  LAPSE_PROPOSALS, postGuards, remainderRoutes, REMIND_PROPOSALS, schemas as commitmentSchemas, standingInTheWay,
} from './features/commitments/index.ts';
import { deskQueries, deskRoutes, officeJobs, officeRecurring, searchSignals } from './features/desk/index.ts';
import { fileJobs, fileRecurring, FileSchema } from './features/files/index.ts';
import { matchSearches, savedSearchQueries, savedSearchRoutes, searchSchemas } from './features/searches/index.ts';
import { impactQueries, impactRoutes } from './features/impact/index.ts';
import { informationRoutes } from './features/information/index.ts';
import { applicationQueries, createStamps, joiningRoutes, joiningSchemas } from './features/joining/index.ts';
import { mailboxRoutes } from './features/mailbox/index.ts';
import { knowledgeCache, matchPost, matchQueries, matchRoutes, MatchSchema } from './features/matches/index.ts';
import { removePasskeys, routesOfPasskeys } from './features/passkeys/index.ts';
import { providerFeature, removeIdentities } from './features/provider/index.ts';
import { routesOfPeople } from './features/people/index.ts';
import { CertificateSchema, loadGazetteer, organisationQueries, OrganisationSchema } from './features/organisations/index.ts';
import {
  documentsByIds, EXPIRE_POSTS, expirePosts, MATCH_POST, postQueries, postRoutes, PostSchema, publishedDocuments,
} from './features/posts/index.ts';
import {
  erasureQueries, myDataRoutes, personalDataQueries, privacyOperation, privacyRecurring, publicPrivacyRoutes, RETAIN, retain, retentionQueries,
  siteSignals, siteTextQueries, siteTextRoutes,
} from './features/privacy/index.ts';
import { profileJobs, profileQueries, profileRecurring, profilesRoutes } from './features/profiles/index.ts';
import { createVocabulary } from './features/vocabulary/index.ts';
import { PostReportSchema, reportQueries, reportRoutes } from './features/reports/index.ts';
import { DEMO_SIGN_INS, seed, type SeedKind } from './features/seeding/index.ts';
import { styleguideRoutes } from './features/styleguide/index.ts';

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
  resetPassword(email: string, password: () => Promise<string>): Promise<void>;
  /** For the command line: backup, jobs, mail, people. */
  operation: Operation;
  /** How search is, and the building of its index. */
  searching: Searching & SearchWork;
  startWorker(): Promise<Worker>;
  close(): Promise<void>;
}

const QUARTER_HOUR = 900;
const RESCUE_MAILS = 'rescue-mails';
const UPKEEP = 'upkeep';

/** Every table that TypeORM knows; the search engine's and the queue's are their own. */
export const schemas = [
  OrganisationSchema, CertificateSchema, PersonSchema, OrganisationMemberSchema, FileSchema, PostSchema, AttachmentSchema, MatchSchema,
  ...commitmentSchemas, CalendarTokenSchema, ...joiningSchemas, ...alertSchemas, PostReportSchema, AnnouncementSchema, ...searchSchemas,
];

/** Chooses every adapter and wires every feature: the system on one page. */
export async function compose(config: Config, options: ComposeOptions): Promise<Exchange> {
  const { root, baseUrl, log } = options;

  // Platform: database, texts, search, mail
  const platform = await createPlatform(config, options, schemas);
  const { clock, pool, dataSource, uow, messages, concepts, analyser, search, storage, mailbox, mailer, sender, links } = platform;
  const vocabulary = createVocabulary(concepts);
  const towns = loadGazetteer(join(root, 'data', 'gazetteer', 'towns-pl.tsv'));

  // Reads
  const accounts = accountQueries(dataSource, clock);
  const activity = activityQueries(dataSource);
  const evidence = evidenceQueries(dataSource);
  const site = siteTextQueries(dataSource);
  const personal = personalDataQueries(dataSource);
  const erasure = erasureQueries(dataSource);
  const attachments = attachmentQueries(dataSource);
  const calendar = calendarQueries(dataSource);
  const commitments = commitmentQueries(dataSource);
  const desk = deskQueries(dataSource);
  const reports = reportQueries(dataSource);
  const announcements = announcementQueries(dataSource);
  const figures = figureQueries(dataSource);
  const matches = matchQueries(dataSource);
  const organisations = organisationQueries(dataSource);
  const posts = postQueries(dataSource);

  // Commands
  const postCommands = { uow, analyser, search, guards: postGuards() };
  const commitmentCommands = { uow, mailer, messages, posts: postCommands, officeMail: config.officeMail };
  const knowledge = knowledgeCache(dataSource.manager, analyser, concepts, clock);
  const matching = { uow, search, analyser, knowledge, amounts: commitmentAmounts(clock) };
  const alerting = { uow, mailer, messages, vocabulary, clock, officeMail: config.officeMail };
  const limit = (name: string, tries: number, seconds: number) => createRateLimit(pool, { name, tries, seconds });
  const own = ownAccountQueries(dataSource, clock);
  const people = accountTools({
    own, uow, accounts, mailer, links, messages, clock, secret: options.secret, limit,
    waysIn: [removePasskeys, removeIdentities, removeCalendarToken],
  });
  const rules = signInRules(people);
  const provider = providerFeature(people, config.provider, baseUrl, log);
  const joining = {
    uow, mailer, messages, links, vocabulary, analyser, towns, clock, posts: postCommands, applications: applicationQueries(dataSource),
    officeMail: config.officeMail, stamps: createStamps(options.secret), signIn: people.signIn,
    perMailbox: limit('join-mailbox', 3, 96 * QUARTER_HOUR), perAsker: limit('join-asker', 20, 4 * QUARTER_HOUR),
  };
  const uploading = { uow, storage, mayUpload: limit('upload', 120, 4 * QUARTER_HOUR).take };

  // Pages
  const pages = {
    search, posts, figures, organisations, vocabulary, analyser, towns, clock, matches, commitments, activity, desk, accounts,
    attachments, announcements, baseUrl, told: toldOrganisations(dataSource),
  };
  const commitmentPages = {
    commands: commitmentCommands, commitments, posts, organisations, activity, evidence, clock, typeface: typefaceOf(join(root, 'assets', 'fonts')),
  };
  const routes: Route[] = [
    ...boardRoutes({ ...pages, messages, publicPages: publicPageQueries(dataSource), embedScriptFile: join(root, 'assets', 'js', 'embed.js') }),
    ...postRoutes({
      commands: postCommands, posts, organisations, vocabulary, towns, clock, showPost: showPost(pages),
      inTheWay: async (request, postId) => standingInTheWay(request, await commitments.ofPost(request.actor, postId)),
    }),
    ...attachmentRoutes({ ...uploading, postCommands, posts, attachments }),
    ...endingRoutes(commitmentPages),
    ...postPageRoutes(pages),
    ...matchRoutes({ uow, matches }),
    ...commitmentRoutes(commitmentPages),
    ...remainderRoutes(commitmentPages),
    ...deliveryNoteRoutes(commitmentPages),
    ...calendarRoutes({ uow, calendar, messages, baseUrl }),
    ...answerRoutes({ commands: commitmentCommands, links, accounts, matches, commitments, vocabulary, posts, uow, clock }),
    ...alertRoutes({ uow, links, accounts, vocabulary, searches: savedSearchQueries(dataSource) }),
    ...savedSearchRoutes({ uow, vocabulary }),
    ...dashboardRoutes(pages),
    ...announcementRoutes({ uow, announcements, clock, baseUrl }),
    ...reportRoutes({ alerting, postCommands, posts, reports, mayReport: limit('report', 5, 4 * QUARTER_HOUR) }),
    ...deskRoutes({
      uow, desk, reports, organisations, postCommands, commands: commitmentCommands, clock, failedOnPost: showFailedReview(pages),
      signals: [searchSignals(platform.searching.searchHealth), siteSignals(dataSource, clock, config.security?.expires ?? null)],
    }),
    ...accountRoutes(people, { demoSignIns: config.seed === 'demo' ? DEMO_SIGN_INS : [], providerName: config.provider?.name ?? null }),
    ...provider.routes,
    ...routesOfPeople(people),
    ...routesOfPasskeys(people, baseUrl),
    ...joiningRoutes(joining),
    ...profilesRoutes({ ...joining, ...uploading, organisations, profiles: profileQueries(dataSource) }),
    ...myDataRoutes({ uow, postCommands, clock, evidence, personal, erasure, perProof: people.address.perProof }),
    ...publicPrivacyRoutes({ site, clock, baseUrl, security: config.security }),
    ...siteTextRoutes({ uow, site, clock, retention: retentionQueries(dataSource), securityExpires: config.security?.expires ?? null }),
    ...impactRoutes({ impact: impactQueries(dataSource), vocabulary, clock }),
    ...informationRoutes({ site }),
    ...(mailbox ? [...mailboxRoutes(mailbox), ...styleguideRoutes({ vocabulary, clock, baseUrl })] : []),
  ];

  // Background work
  const searchWork = platform.searching.work({
    byIds: (ids) => documentsByIds(postCommands, ids), pages: (after) => publishedDocuments(postCommands, after),
  });
  const handlers: JobHandlers = {
    [SEND_MAIL]: ({ mailId }) => sendMail(sender, String(mailId)),
    [RESCUE_MAILS]: () => rescueMails(sender),
    [MATCH_POST]: async ({ postId }) => {
      await matchPost(matching, String(postId));
      await matchSearches({ uow, analyser }, String(postId));
    },
    [EXPIRE_POSTS]: async () => void (await expirePosts(postCommands)),
    ...searchWork.jobs,
    [UPKEEP]: async () => void (await platform.forgetUnusedWords()),
    ...fileJobs({ uow, storage }),
    ...profileJobs(joining),
    [RETAIN]: () => retain({ uow }),
    ...commitmentJobs(commitmentCommands),
    ...alertJobs(alerting),
    ...officeJobs(alerting),
    ...accountJobs(people),
    ...provider.jobs,
  };
  const recurring: RecurringJob[] = [
    { name: RESCUE_MAILS, cron: '*/2 * * * *' },
    { name: EXPIRE_POSTS, cron: '*/10 * * * *' },
    { name: UPKEEP, cron: '17 2 * * *' },
    ...searchWork.recurring,
    { name: LAPSE_PROPOSALS, cron: '*/5 * * * *' },
    { name: REMIND_PROPOSALS, cron: '*/15 * * * *' },
    ...fileRecurring,
    ...profileRecurring,
    ...privacyRecurring,
    ...alertRecurring,
    ...officeRecurring,
  ];

  const operation = createOperation({
    pool, uow, clock, handlers, recurring, transport: platform.transport, from: config.mailFrom,
    rebuildSearch: (onProgress) => search.rebuild(publishedDocuments(postCommands), onProgress),
    flushSessions: (email) => flushSessions({ uow }, email),
    privacy: privacyOperation({ uow, clock, postCommands, personal, erasure }),
    alerts: { putAside: (work, at) => putAside(work.manager, at), takeUpAgain: (work, at) => takeUpAgain(work.manager, at) },
  });

  // Where pages and jobs share a process, pages go first.
  const traffic = createTraffic();
  const app = createApp({
    root, routes, messages, log, baseUrl: config.baseUrl, proxies: config.proxies, demo: mailbox !== null,
    formTargets: config.provider ? [new URL(config.provider.issuer).origin] : [],
    session: { pool, secret: options.secret, secure: baseUrl.startsWith('https://'), now: () => clock.now(), seen: rules.seen },
    signIn: rules,
    readiness: readinessOf(dataSource), begin: traffic.begin,
    machines: { metricsToken: config.metricsToken, meter: platform.meter, bounceToken: config.bounces.token, takeBounce: platform.takeBounce },
  });
  return {
    app, dataSource, routes, handlers, recurring,
    seed: (kind) => seed({ dataSource, analyser, search, messages, towns, clock, folder: join(root, 'data', 'demo') }, kind),
    createAdministrator: (input) => createAdministrator({ uow }, input),
    resetPassword: (email, password) => resetPassword({ uow }, email, password),
    operation,
    searching: { ...platform.searching, ...searchWork },
    startWorker: async () => {
      await searchWork.begin();
      return startWorker({ pool, handlers, recurring, concurrency: config.jobConcurrency, giveWay: traffic.quiet, log });
    },
    close: () => platform.close(),
  };
}
