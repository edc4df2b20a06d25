import { paths } from '../paths.ts';

/** Where somebody whose link from a mail does not work goes on, and the message that says so. */
export interface WayOn {
  href: string;
  label: string;
}

const SIGN_IN: WayOn = { href: paths.signIn(), label: 'layout.sign-in' };
const DASHBOARD: WayOn = { href: paths.dashboard(), label: 'errors.dead-link.to-dashboard' };
const ACCOUNT: WayOn = { href: paths.account(), label: 'errors.dead-link.to-account' };

const WAYS_ON: Readonly<Record<string, WayOn>> = {
  [paths.newPassword(':token')]: { href: paths.forgottenPassword(), label: 'errors.dead-link.another' },
  [paths.newAddress(':token')]: ACCOUNT,
  [paths.oldAddress(':token')]: ACCOUNT,
  [paths.providerLink(':token')]: SIGN_IN,
  [paths.invitation(':token')]: SIGN_IN,
  [paths.application(':token')]: { href: paths.join(), label: 'errors.dead-link.apply-again' },
  [paths.recommendation(':token')]: DASHBOARD,
  [paths.profileConfirmation(':token')]: DASHBOARD,
  [paths.answer(':token')]: DASHBOARD,
  [paths.unsubscribe(':token')]: { href: paths.preferences(), label: 'layout.preferences' },
};

/** The way on from a page (its path as routes have it) that a link from a mail opens; null for every other page. */
export const wayOnFrom = (routePath: unknown): WayOn | null => (typeof routePath === 'string' ? (WAYS_ON[routePath] ?? null) : null);
