import type { UnitOfWork } from '../../db/unit-of-work.ts';
import type { Clock } from '../../kernel/clock.ts';
import { isDomainError } from '../../kernel/errors.ts';
import { paths } from '../../paths.ts';
import { formatDate, formatDateTime } from '../../templates/format.ts';
import { administrator } from '../../web/policies.ts';
import { get, invalidForm, page, post, redirect, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import { personIn } from '../accounts/index.ts';
import type { RetentionQueries } from './retention.queries.ts';
import { saveSiteTexts } from './save-site-texts.command.ts';
import { siteWarnings } from './site-text.ts';
import { siteTextsForm } from './site-texts.form.ts';
import type { SiteTextQueries } from './site-texts.queries.ts';
import { siteTextsView } from './site-texts.view.ts';

export interface SiteTextRoutesDeps {
  uow: UnitOfWork;
  site: SiteTextQueries;
  retention: RetentionQueries;
  clock: Clock;
  /** Last day of security.txt; null when there is none. */
  securityExpires: string | null;
}

async function show(deps: SiteTextRoutesDeps, { t, lang }: PageRequest): Promise<Reply> {
  const { texts, seen } = await deps.site.texts();
  const warnings = siteWarnings(texts, deps.clock.now(), deps.securityExpires);
  return page('privacy/site', siteTextsView({ t, lang, texts, seen, errors: {}, warnings, changed: false }));
}

async function save(deps: SiteTextRoutesDeps, request: PageRequest): Promise<Reply> {
  const { typed, seen, errors } = siteTextsForm(request.body);
  const again = { t: request.t, lang: request.lang, texts: typed, seen, errors, warnings: [], changed: false };
  if (Object.keys(errors).length > 0) return invalidForm('privacy/site', siteTextsView(again));
  try {
    await saveSiteTexts(deps, personIn(request), { texts: typed, seen });
  } catch (error) {
    if (!isDomainError(error, 'conflict')) throw error;
    // What was typed stays; sending it again now overwrites, knowingly.
    const now = await deps.site.texts();
    return page('privacy/site', siteTextsView({ ...again, seen: now.seen, changed: true }), { status: 409 });
  }
  return redirect(paths.siteTexts(), { kind: 'success', text: request.t('privacy.site.saved') });
}

async function evidence({ retention }: SiteTextRoutesDeps, { t, lang }: PageRequest): Promise<Reply> {
  const [lastRun, deletions] = await Promise.all([retention.lastRun(), retention.deletions(200)]);
  return page('privacy/retention', {
    title: t('privacy.evidence.title'),
    back: paths.siteTexts(),
    lastRun: lastRun ? t('privacy.evidence.last-run', { at: formatDateTime(lang, lastRun) }) : t('privacy.evidence.never'),
    rows: deletions.map(({ at, rule, olderThan, rows }) => ({
      at: formatDateTime(lang, at), rule: t(`privacy.retention.${rule}`), before: formatDate(lang, olderThan), count: rows,
    })),
  });
}

/** The administrators' page for what the office writes about itself, and the evidence of what was deleted. */
export const siteTextRoutes = (deps: SiteTextRoutesDeps): Route[] => [
  get(paths.siteTexts(), administrator, (request) => show(deps, request)),
  post(paths.siteTexts(), administrator, (request) => save(deps, request)),
  get(paths.retention(), administrator, (request) => evidence(deps, request)),
];
