import Handlebars from 'handlebars';

export type Fields = Record<string, unknown>;

const LIST = '<ul class="rows">';

/** What stands between the beginning of an element and its end, with its nested namesakes. */
function insideOf(html: string, start: string, tag: string): { before: string; inside: string; after: string } {
  const begin = html.indexOf(start) + start.length;
  if (begin < start.length) throw new Error(`the page has no ${start}`);
  let depth = 1;
  for (const match of html.slice(begin).matchAll(new RegExp(`<(/?)${tag}\\b`, 'g'))) {
    depth += match[1] ? -1 : 1;
    const end = begin + match.index;
    if (depth === 0) return { before: html.slice(0, begin), inside: html.slice(begin, end), after: html.slice(end) };
  }
  throw new Error(`the page does not end its ${start}`);
}

/** One row as the page prints it, with the post's own words taken out. */
function rowTemplate(list: string, rows: readonly Fields[]): string {
  const items = list.split(/(?=<li class="post-row)/).filter((item) => item.startsWith('<li'));
  if (items.length !== rows.length) throw new Error(`the page shows ${items.length} posts, its statements give ${rows.length}`);
  const template = (item: string, row: Fields): string | null => {
    const own = ['id', 'title', 'organisationName', 'townName'].map((field) => [field, Handlebars.escapeExpression(String(row[field]))] as const);
    return own.every(([, text]) => item.includes(text)) ? own.reduce((text, [field, words]) => text.replaceAll(words, `{{${field}}}`), item) : null;
  };
  // Hits of a search cut a title into pieces; any post whose title is whole will do, else one without the signs of its hits.
  for (const shown of [items, items.map((item) => item.replaceAll(/<\/?mark>/g, ''))]) {
    for (const [at, row] of rows.entries()) {
      const made = template(shown[at] ?? '', row);
      if (made !== null) return made;
    }
  }
  throw new Error('no row of the page shows its post in whole words');
}

/** A template that prints the recorded page, all of it fixed but the rows of posts. */
export function templateOf(html: string, rows: readonly Fields[]): string {
  if (html.includes('{{')) throw new Error('the page looks like a template');
  const { before, inside, after } = insideOf(html, LIST, 'ul');
  return `${before}{{#each rows}}${rowTemplate(inside, rows)}{{/each}}${after}`;
}
