import { paths } from '../../paths.ts';
import type { PageRequest } from '../../web/route.ts';
import { filtersOf, searchQuery, type SearchState } from '../searches/index.ts';

interface MetaInput {
  request: PageRequest;
  state: SearchState;
  baseUrl: string;
}

/**
 * What the board tells search engines and those who preview links. A search with several filters is one of endlessly
 * many: it is not to be indexed, its posts are.
 */
export function boardMeta({ request: { t, lang }, state, baseUrl }: MetaInput, name: string | null) {
  const plain = searchQuery(state, { town: '', sort: state.text ? 'relevance' : 'newest', page: state.page });
  const feed = { ...searchQuery(state, { town: '', sort: state.text ? 'relevance' : 'newest' }), language: lang };
  return {
    canonical: `${baseUrl}${paths.search(plain)}`,
    noindex: state.text !== '' || filtersOf(state) + Number(state.kind !== null) > 1,
    description: t('board.lead'),
    image: `${baseUrl}${paths.shareImage()}`,
    feeds: [
      { type: 'application/atom+xml', href: paths.atomFeed(feed), title: name ?? t('board.title') },
      { type: 'application/feed+json', href: paths.jsonFeed(feed), title: name ?? t('board.title') },
    ],
    structured: null,
  };
}
