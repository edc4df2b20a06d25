import { pageCount, type Paged } from '../../kernel/page.ts';
import { paths } from '../../paths.ts';
import type { Translate } from '../../templates/i18n.ts';
import { OFFICE_ROLES } from './colleague.ts';
import { SHOWN, type RegistryEvent, type RegistryRow, type Shown } from './registry.queries.ts';

const stateOf = (t: Translate, { state, confirmed }: RegistryRow): { tone: string; text: string } => {
  if (state === 'disabled') return { tone: 'bad', text: t('people.state.disabled') };
  return confirmed ? { tone: 'ok', text: t('people.state.active') } : { tone: 'part', text: t('people.state.unconfirmed') };
};

const officeRole = (t: Translate, { officeRole: role }: RegistryRow): string => t(`office-role.${role ?? 'none'}`);

/** What `views/people/registry.hbs` prints. */
export function registryView(t: Translate, found: Paged<RegistryRow>, asked: { q: string; shown: Shown }) {
  const { number } = found.page;
  const link = (to: number) => ({
    href: paths.officePeople({ q: asked.q, shown: asked.shown === 'all' ? '' : asked.shown, page: to > 1 ? to : null }),
  });
  const last = pageCount(found.total, found.page.size);
  return {
    title: t('people.registry-title'),
    action: paths.officePeople(),
    typed: { q: asked.q, shown: asked.shown },
    shownOptions: SHOWN.map((value) => ({ value, label: t(`people.shown.${value}`) })),
    found: t('people.found', { count: found.total }),
    people: found.items.map((row) => ({
      href: paths.officePerson(row.id),
      name: row.name,
      email: row.email,
      role: row.officeRole ? officeRole(t, row) : null,
      state: stateOf(t, row),
      organisations: row.organisations.map(({ name }) => name).join(', '),
      signedInAt: row.signedInAt,
    })),
    pages:
      last > 1
        ? {
            previous: number > 1 ? link(number - 1) : null,
            next: number < last ? link(number + 1) : null,
            pages: [{ number, ...link(number), current: true }],
          }
        : null,
  };
}

/** The forms of a person's page. */
export type RegistryForm = 'role' | 'state' | 'codes';

export interface TypedChange {
  role: string;
  reason: string;
}

/** What `views/people/person.hbs` prints; `form` is the one that failed. */
export function personView(t: Translate, row: RegistryRow, events: readonly RegistryEvent[], form: RegistryForm | null, typed: TypedChange) {
  const of = (one: RegistryForm): string => (form === one ? typed.reason : '');
  const ways = [row.codes ? t('people.ways.codes') : null, row.passkeys > 0 ? t('account.passkeys', { count: row.passkeys }) : null].filter(
    Boolean,
  );
  return {
    title: row.name,
    back: paths.officePeople(),
    state: stateOf(t, row),
    facts: [
      { label: t('account.row.address'), text: row.email },
      { label: t('people.office-role'), text: officeRole(t, row) },
      { label: t('people.second-steps'), text: ways.join(', ') || t('people.ways.none') },
    ],
    createdAt: row.createdAt,
    signedInAt: row.signedInAt,
    organisations: row.organisations.map(({ id, name, role, office }) => ({
      href: paths.organisationPeople(id),
      name,
      role: t(office ? 'role.office' : `role.${role}`),
    })),
    role: {
      action: paths.officePersonRole(row.id),
      reason: of('role'),
      value: form === 'role' ? typed.role : (row.officeRole ?? 'none'),
      options: OFFICE_ROLES.map((value) => ({ value, label: t(`office-role.${value}`), hint: t(`office-role.${value}-hint`) })),
    },
    change:
      row.state === 'active'
        ? {
            action: paths.officePersonDisabling(row.id),
            reason: of('state'),
            title: t('people.disable'),
            lead: t('people.disable-lead'),
            danger: true,
          }
        : {
            action: paths.officePersonEnabling(row.id),
            reason: of('state'),
            title: t('people.enable'),
            lead: t('people.enable-lead'),
            danger: false,
          },
    codes: row.codes ? { action: paths.officePersonCodesRemoval(row.id), reason: of('codes') } : null,
    events: events.map(({ at, action, who, data }) => ({
      at,
      who,
      text: t(`person-event.${action}`, { role: data['role'] ? t(`person-event.role.${data['role']}`) : '' }),
      why: data['reason'] ?? null,
    })),
  };
}
