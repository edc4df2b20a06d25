import type { Feed } from 'feed';
import { visitor } from '../../kernel/actor.ts';
import { startOfDay, today } from '../../kernel/dates.ts';
import { paths } from '../../paths.ts';
import { anyone } from '../../web/policies.ts';
import { get, text, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import { searchName, searchQuery, searchState, type SearchState } from '../searches/index.ts';
import type { BoardDeps } from './board.routes.ts';
import { feedItem } from './feed-item.view.ts';
import { findPosts } from './find-posts.ts';

/** Posts of one feed, newest first. */
const MOST = 50;

const FORMATS = {
  atom: { type: 'application/atom+xml', path: paths.atomFeed, write: (feed: Feed) => feed.atom1() },
  json: { type: 'application/feed+json', path: paths.jsonFeed, write: (feed: Feed) => feed.json1() },
} as const;
type Format = keyof typeof FORMATS;

async function feedOf(deps: BoardDeps, request: PageRequest, format: Format): Promise<Reply> {
  const { t, lang } = request;
  const { vocabulary, baseUrl } = deps;
  const asked = searchState(request.query, vocabulary);
  const state: SearchState = { ...asked, sort: 'newest', town: '', page: { number: 1, size: MOST } };
  const { rows } = await findPosts(deps, { actor: visitor, lang }, state);
  const items = rows.map((row) => feedItem({ t, lang, baseUrl }, row, format));
  const { path, type, write } = FORMATS[format];
  const query = searchQuery({ ...state, sort: state.text ? 'relevance' : 'newest' });
  // The newest post's time, not this moment: the same posts make the same feed, byte for byte, and need not be sent again.
  const updated = items[0]?.date ?? startOfDay(today(deps.clock.now()));
  // Slow to load and not needed before the first feed.
  const library = await import('feed');
  const feed = new library.Feed({
    id: `${baseUrl}${paths.search(query)}`,
    link: `${baseUrl}${paths.search(query)}`,
    title: t('board.feed.title', { name: searchName({ t, lang, vocabulary }, state) }),
    description: t('board.lead'),
    language: lang,
    updated,
    generator: t('layout.site'),
    feedLinks: { [format]: `${baseUrl}${path({ ...query, language: lang })}` },
  });
  for (const item of items) feed.addItem(item);
  return text(write(feed), type, items[0] ? { 'Last-Modified': updated.toUTCString() } : {});
}

/** Any search as a feed, of public posts only, whoever asks. */
export const feedRoutes = (deps: BoardDeps): Route[] =>
  (['atom', 'json'] as const).map((format) => {
    const route = get(FORMATS[format].path(), anyone, (request) => feedOf(deps, request, format));
    return { ...route, open: 'document' };
  });
