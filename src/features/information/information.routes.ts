import { paths } from '../../paths.ts';
import { anyone } from '../../web/policies.ts';
import { get, page, type Route } from '../../web/route.ts';

/** Pages that only inform. Their texts are messages; each paragraph is one key. */
const PAGES = [
  { path: paths.about(), name: 'about', paragraphs: 4 },
];

export function informationRoutes(): Route[] {
  return PAGES.map(({ path, name, paragraphs }) =>
    get(path, anyone, ({ t }) =>
      page('information/page', {
        title: t(`information.${name}.title`),
        paragraphs: Array.from({ length: paragraphs }, (_, i) => t(`information.${name}.${i + 1}`)),
      }),
    ),
  );
}
