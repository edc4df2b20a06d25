/**
 * The plan of the house as rules. A folder says what a file is about, its suffix which room it is: see
 * docs/decisions and the tables of contents in src/compose.ts.
 */

/** Features from the ground up: each may use those before it, through their index.ts. */
const FEATURES = [
  'vocabulary',
  'activity',
  'organisations',
  'accounts',
  'posts',
  'matches',
  'commitments',
  'alerts',
  'information',
  'mailbox',
  'desk',
  'board',
  'seeding',
];

const ENTRIES = '^src/(server|worker|cli)[.]ts$|^src/cli/|^(test|scripts)/';
const FEATURE = '^src/features/([^/]+)/';

/** A rule: what `from` imports of `to` is an error. */
const never = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** Only `holders` may import what `to` names. */
const only = (name, comment, holders, to) => never(name, comment, { pathNot: holders }, to);

const npm = (...names) => ({ path: `(^|/)node_modules/(@types/)?(${names.join('|')})(/|$)` });

/** Nobody below a feature in the list, and nothing beside the list, knows it. */
const downwards = FEATURES.map((feature, index) =>
  never(
    `order-of-features-${feature}`,
    'Features meet only downwards.',
    { path: `^src/features/(${[feature, ...FEATURES.slice(0, index)].join('|')})/` },
    { path: '^src/features/', pathNot: `^src/features/(${FEATURES.slice(0, index + 1).join('|')})/` },
  ),
).slice(0, -1);

module.exports = {
  forbidden: [
    never('no-cycle', 'Two files that need each other are one, or miss a third.', {}, { circular: true }),
    never('no-orphan', 'Nobody uses it.', { orphan: true, pathNot: '^(bin|test|scripts)/|[.](c|m)js$|[.]d[.]ts$' }, {}),
    never('not-unresolvable', 'It does not exist.', {}, { couldNotResolve: true }),
    never('declared', 'It is not in package.json.', {}, { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] }),
    never('no-dev-dependency', 'It is missing in production.', { path: '^(src|migrations|bin)/' }, {
      dependencyTypes: ['npm-dev'],
      dependencyTypesNot: ['type-only'],
      pathNot: 'node_modules/@types/',
    }),

    never('src-stands-alone', 'The product knows neither its tests nor its tools.', { path: '^(src|migrations|bin)/' }, { path: '^(test|scripts)/' }),
    never('migrations-stand-alone', 'What a migration did stays as it was.', { path: '^migrations/' }, { path: '^(src|bin)/' }),
    never('one-reader-of-migrations', 'They run through the data source.', { path: '^src/', pathNot: '^src/db/data-source[.]ts$' }, { path: '^migrations/' }),

    never('kernel-is-the-ground', 'The kernel imports nothing but random ids.', { path: '^src/kernel/' }, { pathNot: '^src/kernel/|^crypto$' }),
    never('text-is-pure', 'Text knows the kernel and its own word lists.', { path: '^src/text/', pathNot: '^src/text/load[.]ts$' }, {
      pathNot: '^src/(text|kernel)/|^data/text/|^crypto$|wink-porter2-stemmer',
    }),
    never('text-is-loaded-from-files', 'The loader checks what it reads, and that is all.', { path: '^src/text/load[.]ts$' }, {
      pathNot: '^src/(text|kernel)/|^(fs|path|crypto)$|node_modules/zod/',
    }),
    never('paths-know-nothing', 'Addresses are plain text.', { path: '^src/paths[.]ts$' }, { path: '.' }),
    never('templates-know-the-kernel', 'Helpers and messages are the ground of pages and mails.', { path: '^src/templates/' }, { path: '^src/', pathNot: '^src/(templates|kernel)/' }),
    never('platform-knows-no-feature', 'Technology serves every feature alike.', { path: '^src/(db|jobs|mail|web|search|runtime)/' }, { path: '^src/(features/|compose|cli|server|worker)' }),
    never('search-knows-no-web', 'The port speaks of posts as documents.', { path: '^src/(search|db|jobs|mail)/' }, { path: '^src/web/' }),

    never('features-meet-at-the-door', 'Another feature is used through its index.ts.', { path: FEATURE }, {
      path: FEATURE,
      pathNot: ['^src/features/$1/', '/index[.]ts$'],
    }),
    never('platform-of-features', 'A feature is in the list of features.', { path: FEATURE, pathNot: `^src/features/(${FEATURES.join('|')})/` }, {}),
    ...downwards,

    never('records-are-pure', 'Records, policies and documents are plain functions.', { path: '[.](policy|document)[.]ts$' }, {
      path: '^src/|node_modules',
      pathNot: '^src/(kernel|text|paths|search/port)|^src/features/[^/]+/([^/.]+[.]ts|index[.]ts)$',
    }),
    never('forms-are-pure', 'A form turns a body into a value or errors.', { path: '[.]form[.]ts$' }, { path: '[.](command|routes|repository|queries|schema|jobs|emails)[.]ts$|^src/(db|jobs|mail)/' }),
    never('views-print', 'A view is what the template prints.', { path: '[.]view[.]ts$' }, { path: '[.](command|routes|repository|schema|jobs)[.]ts$|^src/(db|jobs|mail)/', dependencyTypesNot: ['type-only'] }),
    never('routes-never-touch-tables', 'Routes use commands and queries.', { path: '[.]routes[.]ts$' }, { path: '[.](repository|schema)[.]ts$|^src/(db|jobs)/|node_modules/(@types/)?(typeorm|pg)/', dependencyTypesNot: ['type-only'] }),
    never('pages-only-in-routes', 'What a request is, only routes and pages know.', { path: FEATURE, pathNot: '[.](routes|view|form)[.]ts$' }, { path: '^src/web/' }),

    only('express-in-web', 'Features see plain requests.', '^src/web/|^test/|^src/compose[.]ts$', npm('express', 'passport', 'passport-local', 'express-session', 'helmet', 'csrf-sync', 'connect-pg-simple', 'express-handlebars')),
    only('tables-in-their-rooms', 'SQL lives in schemas, repositories and queries; compose hands the data source on, seeding fills it.', '^src/(db|jobs)/|^src/search/postgres/|[.](schema|repository|queries)[.]ts$|^src/compose[.]ts$|^src/features/seeding/|^(migrations|test|scripts)/', npm('typeorm')),
    only('connections-in-db', 'Pools and clients are made in one place.', '^src/(db|jobs)/|^src/web/session[.]ts$|^(test|scripts)/', npm('pg')),
    only('queue-in-jobs', 'One folder knows the job queue.', '^src/jobs/|^src/db/migrate[.]ts$', npm('graphile-worker')),
    only('smtp-in-one-file', 'One file knows Nodemailer.', '^src/mail/smtp[.]ts$', npm('nodemailer')),
    only('search-server-in-one-folder', 'One folder knows Meilisearch.', '^src/search/meilisearch/|^test/contracts/', npm('meilisearch')),
    only('adapters-are-chosen-in-compose', 'Only the composition root picks adapters.', '^src/(compose|worker|server|cli)[.]ts$|^src/(cli|runtime)/|^(test|scripts)/|^src/search/(postgres|meilisearch)/|^src/db/', {
      path: '^src/(search/(postgres|meilisearch)/|mail/(smtp|mailbox[.]repository)[.]ts$|db/embedded/)',
      dependencyTypesNot: ['type-only'],
    }),
    only('entries-compose', 'Only entries build an exchange.', ENTRIES, { path: '^src/compose[.]ts$' }),
    only('seeding-at-the-top', 'Entries ask for a seed, nobody else.', `${ENTRIES}|^src/compose[.]ts$|^src/features/seeding/`, { path: '^src/features/seeding/' }),
    only('settings-at-the-top', 'Settings are handed down as values.', `${ENTRIES}|^src/(compose|config)[.]ts$|^src/runtime/`, { path: '^src/config[.]ts$' }),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(var|coverage|node_modules/(node-|@embedded))' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['types', 'import', 'node', 'default'], extensions: ['.ts', '.mjs', '.js', '.json', '.d.ts'] },
  },
};
