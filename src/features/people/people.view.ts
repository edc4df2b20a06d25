import { LANGUAGES, type OrganisationRole } from '../../kernel/actor.ts';
import { paths } from '../../paths.ts';
import type { Translate } from '../../templates/i18n.ts';
import { ORGANISATION_ROLES, type Colleague, type Standing } from './colleague.ts';
import type { Invitation } from './invitation.repository.ts';

export interface TypedInvitation {
  email: string;
  role: string;
  language: string;
}

export interface PeopleViewInput {
  t: Translate;
  standing: Standing;
  colleagues: readonly Colleague[];
  invitations: readonly Invitation[];
  own: string;
  typed: TypedInvitation;
  now: Date;
}

const roleOptions = (t: Translate) => ORGANISATION_ROLES.map((value) => ({ value, label: t(`role.${value}`), hint: t(`role.${value}-hint`) }));
const languageOptions = LANGUAGES.map((value) => ({ value, label: value === 'pl' ? 'Polski' : 'English' }));

function colleagueRow({ t, standing, own }: PeopleViewInput, colleague: Colleague) {
  const { id: organisation } = standing.organisation;
  const other: OrganisationRole = colleague.role === 'editor' ? 'organisation-admin' : 'editor';
  return {
    name: colleague.name,
    email: colleague.email,
    role: t(standing.organisation.office ? 'role.office' : `role.${colleague.role}`),
    you: colleague.id === own,
    inactive: !colleague.active,
    since: colleague.since,
    change: standing.manages ? { action: paths.memberRole(organisation, colleague.id), role: other, label: t(`people.make.${other}`) } : null,
    removal: standing.manages && colleague.id !== own ? paths.memberRemoval(organisation, colleague.id) : null,
  };
}

/** What `views/people/people.hbs` prints. */
export function peopleView(input: PeopleViewInput) {
  const { t, standing, typed, now } = input;
  const { id, name, office } = standing.organisation;
  return {
    title: t('people.title', { organisation: name }),
    back: paths.account(),
    inTheirName: standing.onBehalf,
    office,
    colleagues: input.colleagues.map((colleague) => colleagueRow(input, colleague)),
    invitations: input.invitations.map((one) => ({
      email: one.email,
      role: t(`role.${one.role}`),
      until: one.expiresAt,
      over: one.expiresAt < now,
      withdrawal: paths.invitationWithdrawal(id, one.id),
    })),
    invite: standing.manages ? { action: paths.organisationInvitations(id), roles: roleOptions(t), languages: languageOptions, typed } : null,
    leaving: standing.role !== null && !office ? paths.memberLeaving(id) : null,
  };
}
