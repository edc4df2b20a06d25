import { paths } from '../../paths.ts';
import { anyone } from '../../web/policies.ts';
import { get, page, text, type Route } from '../../web/route.ts';

/** Pages that only inform. Their texts are messages; each paragraph is one key. */
const PAGES = [
  { path: paths.about(), name: 'about', paragraphs: 4 },
  { path: paths.privacy(), name: 'privacy', paragraphs: 5 },
  { path: paths.accessibility(), name: 'accessibility', paragraphs: 3 },
];

export function informationRoutes(): Route[] {
  const pages = PAGES.map(({ path, name, paragraphs }) =>
    get(path, anyone, ({ t }) =>
      page('information/page', {
        title: t(`information.${name}.title`),
        paragraphs: Array.from({ length: paragraphs }, (_, i) => t(`information.${name}.${i + 1}`)),
      }),
    ),
  );
  return [...pages, get('/robots.txt', anyone, () => text('User-agent: *\nDisallow: /a/\nDisallow: /u/\nDisallow: /mailbox\n'))];
}
