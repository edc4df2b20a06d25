import { paths } from '../../paths.ts';
import { formatNumber } from '../../templates/format.ts';
import type { TextRun } from '../../text/types.ts';
import type { PageRequest } from '../../web/route.ts';
import { searchQuery, type SearchState } from '../searches/index.ts';
import type { Vocabulary } from '../vocabulary/index.ts';
import type { Found } from './find-posts.ts';

interface SuggestionsInput {
  request: PageRequest;
  state: SearchState;
  vocabulary: Vocabulary;
  counts: readonly { id: string; total: number; totalExact: boolean }[];
  found: Found | null;
  runs(text: string): TextRun[];
}

/** Exactly what `assets/js/search.js` shows. */
export function suggestionsView({ request: { t, lang }, state, vocabulary, counts, found, runs }: SuggestionsInput) {
  const concepts = counts.map(({ id, total, totalExact }) => ({
    label: vocabulary.name(id, lang),
    count: `${totalExact ? '' : '≈ '}${formatNumber(lang, total)}`,
    href: paths.search(searchQuery(state, { text: '', concepts: [id], sort: 'newest' })),
  }));
  const posts = (found?.rows ?? []).map((row) => ({
    runs: runs(row.title),
    lang: row.language === lang ? null : row.language,
    about: `${t(`components.kind.${row.kind}`)} · ${row.townName}`,
    href: paths.post(row.id),
  }));
  const meant = found?.result.didYouMean ?? null;
  const count = concepts.length + posts.length + Number(meant !== null);
  return {
    meant: meant === null ? null : { text: meant, href: paths.search(searchQuery(state, { text: meant })) },
    concepts,
    posts,
    status: state.text === '' ? '' : t('board.suggest.status', { total: found?.result.total ?? 0, count }),
  };
}
