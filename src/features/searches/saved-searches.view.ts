import type { Language } from '../../kernel/actor.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { paths } from '../../paths.ts';
import type { Translate } from '../../templates/i18n.ts';
import type { Vocabulary } from '../vocabulary/index.ts';
import { SEARCH_FREQUENCIES, type SavedSearch, type SearchFrequency } from './saved-search.ts';
import { addressOfSearch, queryOfAddress, searchQuery, type SearchState } from './search.form.ts';
import { searchName } from './search-name.view.ts';

interface Reader {
  t: Translate;
  lang: Language;
  vocabulary: Vocabulary;
}

/** Exactly what `views/searches/new.hbs` prints. */
export function newSearchView({ t, lang, vocabulary }: Reader, state: SearchState, chosen: SearchFrequency | null, errors: FieldErrors) {
  const error = errors['frequency'];
  const errorList = error ? [{ href: '#frequency', text: t(error.key, error.data) }] : [];
  return {
    title: t('searches.new.title'),
    name: searchName({ t, lang, vocabulary }, state),
    action: paths.savedSearches(),
    back: paths.search(searchQuery(state)),
    search: addressOfSearch(state),
    question: {
      legend: t('searches.new.frequency'),
      chosen,
      error: error ? t(error.key, error.data) : null,
      items: SEARCH_FREQUENCIES.filter((value) => value !== 'never').map((value) => ({
        value, label: t(`alert.frequency.${value}`), hint: t(`alert.frequency-hint.${value}`),
      })),
    },
    errorList,
    invalid: errorList.length > 0,
  };
}

/** A person's saved searches, each as `views/partials/saved-search-row.hbs` prints it. */
export function savedSearchRows({ t, lang, vocabulary }: Reader, searches: readonly SavedSearch[]) {
  return searches.map((search) => ({
    id: search.id,
    name: searchName({ t, lang, vocabulary }, search),
    href: paths.search(queryOfAddress(search.address)),
    frequency: search.frequency,
    frequencies: SEARCH_FREQUENCIES.map((value) => ({ value, label: t(`alert.frequency.${value}`) })),
    changeAction: paths.savedSearchFrequency(search.id),
    removeAction: paths.savedSearchRemoval(search.id),
  }));
}
