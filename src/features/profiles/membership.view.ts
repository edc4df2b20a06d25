import { isOffice } from '../../kernel/actor.ts';
import type { FieldErrors } from '../../kernel/errors.ts';
import { paths } from '../../paths.ts';
import { errorTexts } from '../../templates/error-texts.ts';
import type { Translate } from '../../templates/i18n.ts';
import type { PageRequest } from '../../web/route.ts';
import { organisationFacts } from '../joining/index.ts';
import { CHECKS, type Membership, type Organisation } from '../organisations/index.ts';
import type { Vocabulary } from '../vocabulary/index.ts';
import { badgeView } from './badge.view.ts';

export interface MembershipInput {
  request: PageRequest;
  organisation: Organisation;
  vocabulary: Vocabulary;
  /** The office's form that failed. */
  failed: { reason: string; errors: FieldErrors } | null;
}

/** How each standing of an organisation looks; its keys are also the list of all of them. */
const TONES: Readonly<Record<Membership, 'ok' | 'part' | 'bad'>> =
  { applied: 'part', recommended: 'part', approved: 'ok', refused: 'bad', suspended: 'bad' };

export const MEMBERSHIPS = Object.keys(TONES) as readonly Membership[];

/** An organisation's standing as `views/partials/state-mark.hbs` prints it. */
export const membershipMark = (t: Translate, membership: Membership) => ({ tone: TONES[membership], text: t(`membership.${membership}`) });

function pagesOf({ request: { t }, organisation: { id } }: MembershipInput) {
  return [
    { href: paths.editOrganisation(id), label: t('profile.edit') },
    { href: paths.certificates(id), label: t('certificate.title') },
    { href: paths.organisationPeople(id), label: t('profile.people') },
    { href: paths.organisation(id), label: t('profile.public') },
  ];
}

function deliveryFacts({ request: { t }, organisation: { contact } }: MembershipInput) {
  return (['person', 'phone', 'address', 'hours'] as const)
    .flatMap((name) => (contact[name] ? [{ label: t(`profile.${name}`), text: contact[name] }] : []));
}

/** What the office may do about a membership: out for a time, or back in. */
function officeForms({ request, organisation, failed }: MembershipInput) {
  const { t, actor } = request;
  if (!isOffice(actor) || organisation.kind === 'office') return {};
  const errors = failed ? errorTexts(failed.errors, request).errors : {};
  const { id, membership } = organisation;
  return {
    suspend: membership === 'approved' ? { action: paths.suspension(id), reason: failed?.reason ?? '', error: errors['reason'] } : null,
    reinstate: membership === 'suspended'
      ? { action: paths.reinstatement(id), checks: CHECKS.map((value) => ({ value, label: t(`check.${value}`) })), error: errors['checks'] }
      : null,
  };
}

/** Exactly what `views/profiles/membership.hbs` prints. */
export function membershipView(input: MembershipInput) {
  const { request, organisation, vocabulary, failed } = input;
  const { t, lang } = request;
  const { membership } = organisation;
  return {
    title: t('profile.membership', { organisation: organisation.name }),
    heading: organisation.name,
    errorList: failed ? errorTexts(failed.errors, request).errorList : [],
    state: membershipMark(t, membership),
    next: t(`profile.next.${membership}`),
    reason: organisation.membershipReason,
    badge: badgeView(organisation, request),
    facts: organisationFacts(organisation, request),
    delivery: deliveryFacts(input),
    capabilities: organisation.capabilities.map((id) => vocabulary.name(id, lang)),
    machines: organisation.machines,
    pages: pagesOf(input),
    confirm: membership === 'approved' ? { action: paths.confirmation(organisation.id) } : null,
    applyAgain: membership === 'refused' && !isOffice(request.actor) ? { action: paths.newApplication(organisation.id) } : null,
    ...officeForms(input),
  };
}
