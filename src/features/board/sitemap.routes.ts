import { today } from '../../kernel/dates.ts';
import { keptFor } from '../../kernel/kept.ts';
import { paths } from '../../paths.ts';
import { anyone } from '../../web/policies.ts';
import { get, text, type Route } from '../../web/route.ts';
import type { BoardDeps } from './board.routes.ts';
import type { PublicPageQueries } from './public-pages.queries.ts';

export interface SitemapDeps extends BoardDeps {
  publicPages: PublicPageQueries;
}

/** A sitemap holds at most 50 000 addresses (sitemaps.org). */
const MOST_POSTS = 44_000;
const MOST_ORGANISATIONS = 5_000;

/* Ids and the configured address only: nothing in it needs escaping but the ampersand of a base address. */
const entry = (address: string, changedOn?: string): string =>
  `<url><loc>${address.replaceAll('&', '&amp;')}</loc>${changedOn ? `<lastmod>${changedOn}</lastmod>` : ''}</url>`;

async function sitemap({ publicPages, baseUrl, clock }: SitemapDeps): Promise<string> {
  const [posts, organisations] = await Promise.all([
    publicPages.posts(today(clock.now()), MOST_POSTS), publicPages.organisations(MOST_ORGANISATIONS),
  ]);
  const entries = [
    ...[paths.board(), paths.about(), paths.privacy(), paths.accessibility()].map((path) => entry(`${baseUrl}${path}`)),
    ...organisations.map(({ id, changedOn }) => entry(`${baseUrl}${paths.organisation(id)}`, changedOn)),
    ...posts.map(({ id, changedOn }) => entry(`${baseUrl}${paths.post(id)}`, changedOn)),
  ];
  const head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">';
  return [head, ...entries, '</urlset>', ''].join('\n');
}

/* Secret links, forms, and the endless combinations of filters are nobody's reading. */
const CLOSED = [
  '/a/', '/u/', '/mailbox', '/styleguide', '/sign-in', '/saved-searches', '/posts/new', '/suggestions', '/*?*sort=', '/*?*town=', '/*?*page=',
];

/* Search engines come once a day; whoever comes more often gets what was read a minute ago. */
const FRESH_FOR = 60_000;

/** What search engines are told. */
export function sitemapRoutes(deps: SitemapDeps): Route[] {
  const written = keptFor(FRESH_FOR, () => sitemap(deps));
  return [
    { ...get(paths.sitemap(), anyone, async () => text(await written(), 'application/xml')), open: 'document' },
    {
      ...get(paths.robots(), anyone, () => text(
        ['User-agent: *', ...CLOSED.map((path) => `Disallow: ${path}`), '', `Sitemap: ${deps.baseUrl}${paths.sitemap()}`, ''].join('\n'))),
      open: 'document',
    },
  ];
}
