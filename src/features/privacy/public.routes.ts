import { isAdministrator } from '../../kernel/actor.ts';
import type { Clock } from '../../kernel/clock.ts';
import { DomainError } from '../../kernel/errors.ts';
import { paths } from '../../paths.ts';
import { anyone } from '../../web/policies.ts';
import { get, page, text, type Route } from '../../web/route.ts';
import { clauseView } from './clause.view.ts';
import type { SiteTextQueries } from './site-texts.queries.ts';
import { statementView } from './statement.view.ts';

export interface PublicPrivacyDeps {
  site: SiteTextQueries;
  clock: Clock;
  /** Address people use, without a trailing slash. */
  baseUrl: string;
  security: { contact: string; expires: string } | null;
}

/** RFC 9116. */
const securityText = ({ baseUrl, security }: PublicPrivacyDeps): string => {
  if (!security) throw new DomainError('not-found', 'errors.not-found');
  const lines = [
    `Contact: ${security.contact}`, `Expires: ${security.expires}T23:59:59Z`, 'Preferred-Languages: pl, en',
    `Canonical: ${baseUrl}${paths.securityContact()}`,
  ];
  return `${lines.join('\n')}\n`;
};

/** The information clause, the accessibility statement, and whom to tell of a hole in the security. */
export const publicPrivacyRoutes = (deps: PublicPrivacyDeps): Route[] => [
  get(paths.privacy(), anyone, async ({ t, lang, actor }) => {
    const { texts } = await deps.site.texts();
    return page('privacy/clause', clauseView({ t, lang, texts, administrator: isAdministrator(actor), signedIn: actor.kind === 'person' }));
  }),
  get(paths.accessibility(), anyone, async ({ t, lang, actor }) => {
    const { texts } = await deps.site.texts();
    const { baseUrl } = deps;
    return page('privacy/statement', statementView({ t, lang, texts, baseUrl, now: deps.clock.now(), administrator: isAdministrator(actor) }));
  }),
  get(paths.securityContact(), anyone, () => text(securityText(deps))),
];
