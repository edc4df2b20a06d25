import type { Language } from '../../kernel/actor.ts';
import { paths } from '../../paths.ts';
import { escaped } from '../../templates/escaped.ts';
import type { Translate } from '../../templates/i18n.ts';
import type { PostRow } from '../posts/index.ts';
import { postRowView } from './post-row.view.ts';

interface Reader {
  t: Translate;
  lang: Language;
  /** Address people use, without a trailing slash. */
  baseUrl: string;
}

/** XML 1.0 has no place for other control characters and halves of characters, however they are escaped. */
// eslint-disable-next-line no-control-regex -- taking them out is the point
const plain = (text: string): string => text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, ' ');

/**
 * A post in a feed: what, how many, where, until when; never people. Titles are HTML in Atom and plain text in JSON,
 * descriptions HTML in both.
 */
export function feedItem({ t, lang, baseUrl }: Reader, row: PostRow, format: 'atom' | 'json') {
  const shown = postRowView(row, undefined, { t, lang, from: null, runs: (text) => [{ text, hit: false }] });
  const about = [shown.quantity, ...shown.dates.map(({ text }) => text), shown.terms, `${row.organisationName}, ${row.townName}`];
  const title = plain(`${t(`components.kind.${row.kind}`)}: ${row.title}`);
  const link = `${baseUrl}${paths.post(row.id)}`;
  return {
    id: link,
    link,
    title: format === 'atom' ? escaped(title) : title,
    description: escaped(plain([...(shown.urgent ? [shown.urgent] : []), ...about].join(' · '))),
    date: row.publishedAt ?? new Date(0),
    ...(row.publishedAt ? { published: row.publishedAt } : {}),
    author: [{ name: plain(row.organisationName) }],
  };
}
