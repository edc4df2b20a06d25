import type { Language } from '../../kernel/actor.ts';
import type { Translate } from '../../templates/i18n.ts';
import { regionName } from '../organisations/index.ts';
import type { Vocabulary } from '../vocabulary/index.ts';
import type { SearchState } from './search.form.ts';

interface Reader {
  t: Translate;
  lang: Language;
  vocabulary: Vocabulary;
}

/** A search in words: „maseczki”, potrzeby, kujawsko-pomorskie. Never empty. */
export function searchName({ t, lang, vocabulary }: Reader, state: Omit<SearchState, 'sort' | 'town' | 'page' | 'covered'>): string {
  const parts = [
    ...(state.text ? [t('searches.name.text', { text: state.text })] : []),
    ...state.concepts.map((id) => vocabulary.name(id, lang)),
    ...(state.kind ? [t(`searches.name.${state.kind}`)] : []),
    ...state.regions.map((id) => regionName(id, lang)),
    ...state.terms.map((term) => t(`terms.${term}`)),
    ...(state.urgent ? [t('searches.name.urgent')] : []),
  ];
  return parts.join(', ') || t('searches.name.everything');
}
