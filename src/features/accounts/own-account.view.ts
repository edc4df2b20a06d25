import type { Language } from '../../kernel/actor.ts';
import { paths } from '../../paths.ts';
import type { Translate } from '../../templates/i18n.ts';
import type { OwnAccount } from './own-account.queries.ts';
import type { SignIn } from './sign-in.ts';

const LANGUAGE_NAMES: readonly { value: Language; label: string }[] = [{ value: 'pl', label: 'Polski' }, { value: 'en', label: 'English' }];

/** What `views/accounts/account.hbs` prints; `typed` is what stands in the form. */
export function accountView(t: Translate, account: OwnAccount, typed: { name: string; language: string }) {
  const row = (name: 'address' | 'password' | 'codes' | 'passkeys' | 'sign-ins', href: string, text: string) =>
    ({ label: t(`account.row.${name}`), text, href, change: t(`account.row.${name}-change`) });
  return {
    title: t('account.title'),
    action: paths.account(),
    typed,
    languages: LANGUAGE_NAMES,
    rows: [
      row('address', paths.accountAddress(), account.email),
      row('password', paths.accountPassword(), t(account.hasPassword ? 'account.password-set' : 'account.password-none')),
      row('codes', paths.accountCodes(), account.codes ? t('account.codes-on', { left: account.recoveryCodesLeft }) : t('account.codes-off')),
      row('passkeys', paths.accountPasskeys(), t('account.passkeys', { count: account.passkeys })),
      row('sign-ins', paths.accountSignIns(), t('account.sessions', { count: account.openSessions })),
    ],
    organisations: account.organisations.map(({ id, name, role, office }) => ({
      href: paths.organisationPeople(id), name, role: t(office ? 'role.office' : `role.${role}`), leave: office ? null : paths.memberLeaving(id),
    })),
    myData: paths.myData(),
    switcher: account.organisations.length > 1 ? paths.actingFor() : null,
    options: account.organisations.map(({ id, name }) => ({ value: id, label: name })),
  };
}

interface Labelled {
  t: Translate;
  signInId: string | null;
}

const deviceOf = (t: Translate, { device }: SignIn): string => device || t('account.device-unknown');

/** What `views/accounts/sign-ins.hbs` prints. */
export function signInsView({ t, signInId }: Labelled, sessions: readonly SignIn[], log: readonly SignIn[]) {
  return {
    title: t('account.sign-ins-title'),
    sessions: sessions.map((session) => ({
      device: deviceOf(t, session), place: session.place, at: session.at, seenAt: session.seenAt, how: t(`sign-in.how.${session.how}`),
      current: session.id === signInId,
      end: paths.accountSignInEnding(session.id),
    })),
    others: sessions.some(({ id }) => id !== signInId) ? paths.accountSignInEndings() : null,
    log: log.map((entry) => ({
      at: entry.at, device: deviceOf(t, entry), place: entry.place, how: t(`sign-in.how.${entry.how}`), refused: entry.outcome === 'refused',
      outcome: t(`sign-in.outcome.${entry.outcome}`),
    })),
    password: paths.accountPassword(),
  };
}
