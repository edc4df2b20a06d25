import type { Language } from '../../kernel/actor.ts';
import { LANGUAGES } from '../../kernel/actor.ts';
import { paths } from '../../paths.ts';
import { escaped } from '../../templates/escaped.ts';
import type { Translate } from '../../templates/i18n.ts';
import { isEverything, searchName, searchQuery, type SearchState } from '../searches/index.ts';
import type { Vocabulary } from '../vocabulary/index.ts';
import { hiddenOf } from './board-filters.view.ts';
import { THEMES, type EmbedState } from './embed.form.ts';
import type { postRowView } from './post-row.view.ts';

interface Reader {
  t: Translate;
  lang: Language;
  vocabulary: Vocabulary;
}

/** The language that the board on the other site is to have. */
type Asked = Pick<Reader, 't' | 'lang'>;

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const plainQuery = (state: SearchState) => searchQuery({ ...state, page: { ...state.page, number: 1 } });

/** Exactly what `views/board/embed.hbs` and its layout print. */
export function embedView({ t, lang, vocabulary }: Reader, { theme, state }: EmbedState, total: number, rows: ReturnType<typeof postRowView>[]) {
  return {
    title: isEverything(state) ? t('board.title') : capitalised(searchName({ t, lang, vocabulary }, state)),
    theme,
    total,
    rows,
    board: paths.search(plainQuery(state)),
    newNeed: paths.newPost('need'),
  };
}

/** What is pasted into another site: a frame that works alone, and the script that gives it the height of its board. */
function snippetOf(t: Translate, baseUrl: string, src: string) {
  const frame = `<iframe src="${escaped(`${baseUrl}${src}`)}" title="${escaped(t('board.embed.frame-title'))}"`
    + ' width="100%" height="900" frameborder="0" loading="lazy"></iframe>';
  return { frame, script: `<script src="${escaped(`${baseUrl}${paths.embedScript()}`)}" async></script>` };
}

/** Exactly what `views/board/embed-instructions.hbs` prints. */
export function embedInstructionsView({ t, lang, vocabulary }: Reader, { state, theme }: EmbedState, asked: Asked, baseUrl: string) {
  const query = { ...plainQuery(state), theme: theme === 'auto' ? undefined : theme, language: asked.lang };
  const { frame, script } = snippetOf(asked.t, baseUrl, paths.embed(query));
  return {
    title: t('board.embed.title'),
    name: searchName({ t, lang, vocabulary }, state),
    action: paths.embedInstructions(),
    hidden: hiddenOf(state, ['kind', 'page']),
    kind: state.kind ?? '',
    kinds: [['', 'both'], ['offer', 'offers'], ['need', 'needs']].map(([value = '', key = '']) => ({ value, label: t(`board.tab.${key}`) })),
    theme,
    themes: THEMES.map((value) => ({ value, label: t(`board.embed.theme.${value}`) })),
    asked: asked.lang,
    languages: LANGUAGES.map((value) => ({ value, label: t(`board.embed.language.${value}`) })),
    snippet: `${frame}\n${script}`,
    frame,
    preview: paths.embed(query),
  };
}
