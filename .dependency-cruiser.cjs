/** The plan of the house as rules: a folder says what a file is about, its suffix which room it is. */

/** Features from the ground up: each may use those before it, through their index.ts. */
const FEATURES = [
  'vocabulary',
  'activity',
  'evidence',
  'organisations',
  'accounts',
  'people',
  'passkeys',
  'provider',
  'files',
  'posts',
  'attachments',
  'matches',
  'commitments',
  'joining',
  'profiles',
  'calendar',
  'searches',
  'announcements',
  'alerts',
  'privacy',
  'impact',
  'information',
  'mailbox',
  'reports',
  'desk',
  'board',
  'styleguide',
  'seeding',
];

const ENTRIES = '^src/(server|worker|cli)[.]ts$|^src/cli/|^(test|scripts)/';
const OWN_FEATURE = '^src/features/([^/]+)/';
/** Types say what something looks like; only values make one room work with another. */
const VALUES = { dependencyTypesNot: ['type-only'] };

/** What `from` imports of `to` is an error. */
const never = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** What anybody but `holders` imports of `to` is an error. */
const only = (name, comment, holders, to) => never(name, comment, { pathNot: holders }, to);

const npm = (...names) => ({ path: `(^|/)node_modules/(@types/)?(${names.join('|')})/` });

const features = (names) => `^src/features/(${names.join('|')})/`;

const orderOfFeatures = FEATURES.slice(0, -1).map((feature, index) =>
  never(
    `${feature}-looks-down`,
    `Features meet only downwards: ${FEATURES.join(' < ')}.`,
    { path: features([feature]) },
    { path: '^src/features/', pathNot: features(FEATURES.slice(0, index + 1)) },
  ),
);

const dependencies = [
  never('no-cycle', 'Two files that need each other are one, or miss a third.', {}, { circular: true }),
  never('no-orphan', 'Nobody uses it.', { orphan: true, pathNot: '^(bin|test|scripts)/|[.][cm]?js$|[.]d[.]ts$' }, {}),
  never('exists', 'What is imported is there.', {}, { couldNotResolve: true }),
  never('declared', 'What is imported stands in package.json.', {}, { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] }),
  never('no-dev-dependency', 'It is missing in production.', { path: '^(src|migrations|bin)/' }, {
    dependencyTypes: ['npm-dev'],
    dependencyTypesNot: ['type-only'],
    pathNot: 'node_modules/@types/',
  }),
];

const foundations = [
  never('kernel-is-the-ground', 'The kernel imports nothing but random ids.', { path: '^src/kernel/' }, {
    pathNot: '^src/kernel/|^crypto$',
  }),
  never('text-is-pure', 'It knows the kernel and its own word lists.', { path: '^src/text/', pathNot: '/load[.]ts$' }, {
    pathNot: '^src/(text|kernel)/|^data/text/|^crypto$|wink-porter2-stemmer',
  }),
  never('text-is-loaded-from-files', 'The loader checks what it reads, and that is all.', { path: '^src/text/load[.]ts$' }, {
    pathNot: '^src/(text|kernel)/|^(fs|path|crypto)$|node_modules/zod/',
  }),
  never('paths-know-nothing', 'Addresses are plain text.', { path: '^src/paths[.]ts$' }, { path: '.' }),
  never('templates-know-the-kernel', 'Helpers and messages serve pages and mails.', { path: '^src/templates/' }, {
    path: '^src/',
    pathNot: '^src/(templates|kernel)/',
  }),
  never('platform-knows-no-feature', 'Technology serves all alike.', {
    path: '^src/(backup|db|jobs|mail|metrics|web|search|storage|templates|text)/',
  }, {
    path: '^src/(features/|compose|cli|server|worker)',
  }),
  never('only-pages-know-the-web', 'Queue, mail and search work without it.', { path: '^src/(search|db|jobs|mail)/' }, {
    path: '^src/web/',
  }),
  never('src-stands-alone', 'The product knows neither tests nor tools.', { path: '^(src|migrations|bin)/' }, { path: '^(test|scripts)/' }),
  never('migrations-stand-alone', 'What a migration did stays as it was.', { path: '^migrations/' }, { path: '^(src|bin)/' }),
  only('one-reader-of-migrations', 'They run through the data source.', '^migrations/|^src/db/data-source[.]ts$|^test/', {
    path: '^migrations/',
  }),
];

const MODELS = [
  '[.](policy|document)[.]ts$',
  '^src/features/evidence/consent[.]ts$',
  '^src/features/privacy/(retention|site-text)[.]ts$',
  '^src/features/accounts/(person|sign-in|common-words|password-rules)[.]ts$',
  '^src/features/people/colleague[.]ts$',
  '^src/features/organisations/(numbers|organisation|town)[.]ts$',
  '^src/features/files/file[.]ts$',
  '^src/features/attachments/attachment[.]ts$',
  '^src/features/posts/(post|understanding|pasted-cells|pasted-list|unit-words|written-dates)[.]ts$',
  '^src/features/matches/(match|verdict|reasons|fit|[a-z]+-fit|fit-[a-z]+|knowledge|prepare|relations|subject|supply|weigh|weights|words)[.]ts$',
  '^src/features/commitments/(answer|capacity|commitment|ending|figures|fulfilment|proposal|remainder|step|transitions)[.]ts$',
  '^src/features/joining/(application|capabilities|countries|recommendation)[.]ts$',
  '^src/features/profiles/(due-dates)[.]ts$',
  '^src/features/alerts/(alert|digest|wave)[.]ts$',
  '^src/features/(announcements/announcement|reports/report)[.]ts$',
];

const rooms = [
  never('features-meet-at-the-door', 'Another feature is used through its index.ts.', { path: OWN_FEATURE }, {
    path: OWN_FEATURE,
    pathNot: ['^src/features/$1/', '/index[.]ts$'],
  }),
  never('feature-has-its-place', 'Put it into the list of features.', { path: OWN_FEATURE, pathNot: features(FEATURES) }, {}),
  ...orderOfFeatures,
  never('models-are-pure', 'Records, rules, policies and documents are plain functions.', { path: MODELS }, {
    path: '^src/|node_modules/|^(pg|fs|http|net|child_process)$',
    pathNot: '^src/(kernel|text|paths|search/port)|^src/features/[^/]+/([^/.]+|index)[.]ts$',
  }),
  never('forms-are-pure', 'A form turns a body into a value or errors.', { path: '[.]form[.]ts$' }, {
    path: '[.](command|routes|repository|queries|schema|jobs|emails)[.]ts$|^src/(db|jobs|mail)/',
  }),
  never('views-print', 'A view is what the template prints.', { path: '[.]view[.]ts$' }, {
    path: '[.](command|routes|repository|schema|jobs)[.]ts$|^src/(db|jobs|mail)/',
    ...VALUES,
  }),
  never('routes-never-touch-tables', 'Routes use commands and queries.', { path: '[.]routes[.]ts$' }, {
    path: '[.](repository|schema)[.]ts$|^src/(db|jobs)/',
    ...VALUES,
  }),
  never('requests-stay-in-routes', 'What a request is, only routes and pages know.', {
    path: OWN_FEATURE,
    pathNot: '[.](routes|view|form)[.]ts$',
  }, { path: '^src/web/' }),
];

const SQL = '^src/(backup|db|jobs|metrics)/|^src/search/postgres/|[.](schema|repository|queries)[.]ts$|^(migrations|test|scripts)/';
const WEB = ['express', 'express-session', 'passport', 'passport-local', 'helmet', 'csrf-sync', 'connect-pg-simple'];
const ADAPTERS = '^src/(search/(postgres|meilisearch)/|mail/(smtp|mailbox[.]repository)[.]ts$|storage/disk[.]ts$|db/embedded/)';
const ROOTS = '^src/(compose|platform|server|worker|cli)[.]ts$|^src/(cli|runtime)/|^(test|scripts)/';

const technology = [
  only('express-in-web', 'Features see plain requests.', '^src/web/|^test/|^src/compose[.]ts$|^scripts/bench/pages/floor[.]ts$', npm(...WEB)),
  // Compose hands the data source on; seeding plays commands on it.
  only('sql-in-its-rooms', 'Schemas, repositories, queries.', `${SQL}|^src/(compose|platform)[.]ts$|^src/features/seeding/`, npm('typeorm')),
  only('connections-in-db', 'Pools are made in one place.', '^src/(backup|db|jobs|metrics)/|^src/web/session[.]ts$|^(test|scripts)/', npm('pg')),
  only('queue-in-jobs', 'One folder knows the job queue.', '^src/jobs/|^src/db/migrate[.]ts$|^test/', npm('graphile-worker')),
  only('smtp-in-one-file', 'One file knows Nodemailer.', '^src/mail/smtp[.]ts$', npm('nodemailer')),
  only('search-server-in-one-folder', 'One folder knows Meilisearch.', '^src/search/meilisearch/|^test/contracts/', npm('meilisearch')),
  only('adapters-are-chosen-in-compose', 'Only the composition root picks them.', `${ROOTS}|${ADAPTERS}`, { path: ADAPTERS, ...VALUES }),
  only('entries-compose', 'Only entries build an exchange.', ENTRIES, { path: '^src/compose[.]ts$', ...VALUES }),
  only('seeding-at-the-top', 'Entries seed, nobody else.', `${ROOTS}|${features(['seeding'])}`, { path: features(['seeding']) }),
  only('settings-at-the-top', 'Settings are handed down as values.', `${ROOTS}|^src/config[.]ts$`, { path: '^src/config[.]ts$' }),
];

module.exports = {
  forbidden: [...dependencies, ...foundations, ...rooms, ...technology],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'default'],
      extensions: ['.ts', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
};
