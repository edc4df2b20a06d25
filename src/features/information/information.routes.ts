import { paths } from '../../paths.ts';
import { anyone } from '../../web/policies.ts';
import { get, page, type Route } from '../../web/route.ts';

interface InformationDeps {
  /** What the office has written about itself. */
  site: { texts(): Promise<{ texts: { readonly 'controller-phone': string } }> };
}

/** Pages that only inform. Their texts are messages; each paragraph is one key. */
const PAGES = [
  { path: paths.about(), name: 'about', paragraphs: 4 },
];

/* As a telephone dials it; null without a number. */
const dialled = (phone: string): { text: string; href: string } | null => {
  const digits = phone.replace(/[^+\d]/g, '');
  return digits === '' ? null : { text: phone.replaceAll(' ', '\u00a0'), href: `tel:${digits}` };
};

/** Pages that tell of the exchange, and the one that browsers keep for when it cannot be reached (decision 34). */
export function informationRoutes({ site }: InformationDeps): Route[] {
  return [
    ...PAGES.map(({ path, name, paragraphs }) =>
      get(path, anyone, ({ t }) =>
        page('information/page', {
          title: t(`information.${name}.title`),
          paragraphs: Array.from({ length: paragraphs }, (_, i) => t(`information.${name}.${i + 1}`)),
        }),
      ),
    ),
    {
      ...get(paths.offline(), anyone, async ({ t }) => {
        const { texts } = await site.texts();
        return page('information/offline', { title: t('information.offline.title'), phone: dialled(texts['controller-phone']) }, { layout: 'bare' });
      }),
      open: 'document',
    },
  ];
}
