import { paths } from '../../paths.ts';
import { linkHolder } from '../../web/policies.ts';
import { get, invalidForm, page, post, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { errorTexts } from '../../templates/error-texts.ts';
import { FieldReader, typedFrom } from '../posts/index.ts';
import { organisationFacts } from './organisation-facts.view.ts';
import { answerRecommendation, readRecommendation, type AskedRecommendation, type RecommendDeps } from './recommend.command.ts';

const MAX_NOTE = 500;

function data(request: PageRequest, asked: AskedRecommendation, shown: { note: string; errors: FieldErrors }) {
  const { t, lang } = request;
  const { organisation, member, recommendation, application } = asked;
  const words = { organisation: organisation.name, member: member.name };
  return {
    title: t('recommendation.title', words),
    ...errorTexts(shown.errors, { t, lang }),
    lead: t('recommendation.lead', words),
    facts: organisationFacts(organisation, { t, lang }),
    organisationPage: paths.organisation(organisation.id),
    action: paths.recommendation(request.params['token'] ?? ''),
    open: application.state === 'waiting',
    before: recommendation.answer && t(`recommendation.before.${recommendation.answer}`),
    note: shown.note,
    maxNote: MAX_NOTE,
  };
}

async function answer(deps: RecommendDeps, request: PageRequest): Promise<Reply> {
  const token = request.params['token'] ?? '';
  const reader = new FieldReader(typedFrom(request.body));
  const verdict = reader.choice('answer', ['yes', 'no'], null);
  const note = reader.optional('note', MAX_NOTE);
  if (verdict === null || Object.keys(reader.errors).length > 0) {
    const asked = await readRecommendation(deps, token);
    return invalidForm('joining/recommendation', data(request, asked, { note: reader.text('note'), errors: reader.errors }), 'plain');
  }
  const { organisation } = await answerRecommendation(deps, token, verdict, note);
  const { t } = request;
  return page('joining/recommended', {
    title: t(`recommendation.thanks.${verdict}`), text: t(`recommendation.next.${verdict}`, { organisation: organisation.name }),
  }, { layout: 'plain' });
}

/** A member speaks for a newcomer, or does not: the page by GET, the answer by POST. */
export function recommendationRoutes(deps: RecommendDeps): Route[] {
  return [
    get(paths.recommendation(':token'), linkHolder, async (request) => {
      const asked = await readRecommendation(deps, request.params['token'] ?? '');
      const shown = { note: asked.recommendation.note ?? '', errors: {} };
      return page('joining/recommendation', data(request, asked, shown), { layout: 'plain' });
    }),
    post(paths.recommendation(':token'), linkHolder, (request) => answer(deps, request)),
  ];
}
