import type { Actor, ActingFor } from '../kernel/actor.ts';

/**
 * Who may what: the one table. The policies are made from it, `docs/permissions.md` is printed from it, and a test visits
 * every address with every role and every method and compares: an address that is missing here fails it.
 */

/** Whoever asks plays exactly one of these. An applicant's organisation has not been approved by the office yet. */
export const ROLES = [
  'visitor', 'person', 'applicant', 'applicant-admin', 'member', 'organisation-admin', 'coordinator', 'administrator',
] as const;
export type Role = (typeof ROLES)[number];

const SIGNED_IN = ROLES.filter((role) => role !== 'visitor');
const OFFICE: readonly Role[] = ['coordinator', 'administrator'];

/** The doors: whom each lets in at all. Behind it, pages ask about the very thing (see {@link SCOPES}). */
export const LETS_IN = {
  anyone: ROLES,
  // The link in a mail is the permission: its token is checked by the page.
  'holder of a mail link': ROLES,
  // Whoever knows the address of a person's calendar.
  'holder of a private address': ROLES,
  'signed in': SIGNED_IN,
  'acts for an organisation': SIGNED_IN.filter((role) => role !== 'person'),
  'administers an organisation': ['applicant-admin', 'organisation-admin', ...OFFICE],
  office: OFFICE,
  administrator: ['administrator'],
} as const satisfies Record<string, readonly Role[]>;
export type PolicyName = keyof typeof LETS_IN;

/** Whose things a page tells of. What a reader does not get answers exactly like what does not exist. */
export const SCOPES = {
  open: 'everybody whom the door lets in',
  seen: 'a post as far as its visibility reaches; drafts and posts in review only to their organisation and the office',
  own: 'what belongs to the reader\'s organisation; the office gets it too and acts on behalf, which is recorded and told',
  mine: 'what is about the reader alone, or belongs to the reader alone; the office does not get it either',
  held: 'whoever holds the secret in the address; a wrong one is an absent page for all',
} as const;
export type Scope = keyof typeof SCOPES;

type Rows = Readonly<Partial<Record<Scope, readonly string[]>>>;

/** Every address of the product: the door, then whose things. */
export const PERMISSIONS: Readonly<Record<PolicyName, Rows>> = {
  anyone: {
    open: [
      'get /', 'get /suggestions', 'get /feed.atom', 'get /feed.json', 'get /embed', 'get /embed/instructions',
      'get /embed.js', 'get /sitemap.xml', 'get /organisations/:id', 'get /sign-in', 'post /sign-in', 'get /sign-in/code',
      'post /sign-in/code', 'post /sign-out',
      'get /forgotten-password', 'post /sign-in/passkey/options', 'post /sign-in/passkey', 'post /sign-in/provider',
      'get /sign-in/provider/answer', 'post /forgotten-password',
      'get /join', 'post /join/check', 'post /join',
      'get /announcements', 'get /announcements/:id', 'get /announcements/:id/event.ics',
      'get /about', 'get /offline', 'get /impact', 'get /privacy', 'get /accessibility', 'get /robots.txt', 'get /.well-known/security.txt',
      // In the demo only: the mailbox stands in for a mail server.
      'get /mailbox', 'get /mailbox/:id', 'get /mailbox/:id/html', 'get /styleguide',
    ],
    seen: [
      'get /posts/:id/report', 'post /posts/:id/reports', 'get /posts/:id', 'get /posts/:id/files/:file',
      'get /posts/:id/files/:file/small',
    ],
  },
  'holder of a mail link': {
    held: [
      'get /application/:token', 'post /application/:token', 'get /recommendation/:token', 'post /recommendation/:token',
      'get /profile-confirmation/:token', 'post /profile-confirmation/:token',
      'get /a/:token', 'post /a/:token', 'get /u/:token', 'post /u/:token',
      'get /new-password/:token', 'post /new-password/:token', 'get /new-address/:token', 'post /new-address/:token',
      'get /old-address/:token', 'post /old-address/:token', 'get /invitations/:token', 'post /invitations/:token',
      // Only where the organisation's own sign-in is set up.
      'get /provider-link/:token', 'post /provider-link/:token',
    ],
  },
  'holder of a private address': { held: ['get /calendar/:token.ics'] },
  'signed in': {
    open: [
      'get /saved-searches/new', 'post /saved-searches',
      'get /dashboard', 'get /preferences', 'post /preferences', 'get /calendar', 'post /calendar/address',
      'post /calendar/revocation',
    ],
    own: [
      'post /matches/:id/dismissal',
      'get /organisations/:id/people', 'post /organisations/:id/invitations',
      'post /organisations/:id/invitations/:invitation/withdrawal',
      'post /organisations/:id/people/:person/role', 'post /organisations/:id/people/:person/removal',
    ],
    mine: [
      'get /my-data', 'get /my-data/export.json', 'get /my-data/tables/:section', 'post /my-data/clause', 'get /my-data/erasure',
      'post /my-data/erasure',
      'post /saved-searches/:id/frequency', 'post /saved-searches/:id/removal',
      'post /acting-for', 'get /account', 'post /account', 'get /account/password', 'post /account/password',
      'get /account/address', 'post /account/address',
      'get /account/sign-ins', 'post /account/sign-ins/endings', 'post /account/sign-ins/:id/ending',
      'get /account/codes', 'post /account/codes', 'post /account/codes/beginning', 'post /account/codes/recovery',
      'post /account/codes/removal',
      'post /organisations/:id/leaving',
      'get /account/passkeys', 'post /account/passkeys', 'post /account/passkeys/options', 'post /account/passkeys/:id/name',
      'post /account/passkeys/:id/removal',
    ],
  },
  'acts for an organisation': {
    open: [
      'get /posts/new', 'get /posts/understood', 'post /posts/preview', 'post /posts',
      'get /posts/list/new', 'post /posts/list/check', 'post /posts/list',
    ],
    mine: ['get /posts/list/:id'],
    seen: [
      'get /posts/:id/proposals/new', 'post /posts/:id/proposals', 'get /posts/:id/requests/new', 'post /posts/:id/requests',
      'post /posts/:id/remainder',
      // Members see each other's proofs.
      'get /organisations/:id/certificates/:certificate/file',
    ],
    own: [
      'get /posts/:id/files', 'post /posts/:id/files', 'post /posts/:id/files/:file/description',
      'post /posts/:id/files/:file/removal',
      'get /posts/:id/edit', 'post /posts/:id/edit', 'post /posts/:id/edit/preview', 'post /posts/:id/publication', 'get /posts/:id/withdrawal',
      'post /posts/:id/withdrawal', 'get /posts/:id/closure', 'post /posts/:id/closure',
      'get /commitments/:id', 'get /commitments/:id/deliveries/:delivery/note.pdf',
      'post /commitments/:id/acceptance', 'post /commitments/:id/counter', 'post /commitments/:id/refusal',
      'post /commitments/:id/withdrawal', 'post /commitments/:id/failure', 'post /commitments/:id/production',
      'post /commitments/:id/completion', 'post /commitments/:id/deliveries',
      'post /commitments/:id/deliveries/:delivery/receipt', 'post /commitments/:id/deliveries/:delivery/correction',
    ],
  },
  'administers an organisation': {
    own: [
      'get /organisations/:id/membership', 'get /organisations/:id/edit', 'post /organisations/:id/edit',
      'post /organisations/:id/confirmation',
      'get /organisations/:id/certificates', 'post /organisations/:id/certificates',
      'post /organisations/:id/certificates/:certificate/removal',
    ],
    mine: ['post /organisations/:id/application'],
  },
  office: {
    open: [
      'post /organisations/:id/suspension', 'post /organisations/:id/reinstatement',
      'get /office/applications/:id', 'post /office/applications/:id/approval', 'post /office/applications/:id/refusal',
      'get /office', 'post /office/reviews/:id', 'post /office/commitments/:id/reminder', 'post /office/acting-for',
      'post /office/acting-for/end',
      'get /office/reports/:id', 'post /office/reports/:id',
      'get /office/announcements', 'get /office/announcements/new', 'post /office/announcements',
      'get /office/announcements/:id/edit',
      'post /office/announcements/:id/edit', 'post /office/announcements/:id/withdrawal',
      'get /office/mails', 'get /office/mails/:id', 'post /office/mails/:id/dispatch', 'post /office/mails/:id/settlement',
    ],
  },
  administrator: { open: [
      'get /office/people', 'get /office/people/:id', 'post /office/people/:id/role', 'post /office/people/:id/disabling',
      'post /office/people/:id/enabling', 'post /office/people/:id/codes-removal',
    'get /office/mode', 'post /office/mode', 'get /office/site', 'post /office/site', 'get /office/site/deletions'] },
};

/** `get /posts/:id` with its door and scope. */
export interface Permission {
  route: string;
  policy: PolicyName;
  scope: Scope;
}

/** The table as a list. */
export const permissions: readonly Permission[] = (Object.entries(PERMISSIONS) as [PolicyName, Rows][]).flatMap(([policy, rows]) =>
  (Object.keys(SCOPES) as Scope[]).flatMap((scope) => (rows[scope] ?? []).map((route) => ({ route, policy, scope }))));

const memberRole = ({ role, approved }: ActingFor): Role => {
  if (role === 'organisation-admin') return approved ? 'organisation-admin' : 'applicant-admin';
  return approved ? 'member' : 'applicant';
};

/** The one role that an actor plays; the office's goes before that of an organisation. */
export function roleOf(actor: Actor): Role {
  if (actor.kind !== 'person') return actor.kind === 'system' ? 'administrator' : 'visitor';
  if (actor.officeRole) return actor.officeRole;
  return actor.organisation ? memberRole(actor.organisation) : 'person';
}

/** Whether the door lets this role in. */
export const letsIn = (policy: PolicyName, role: Role): boolean => (LETS_IN[policy] as readonly Role[]).includes(role);
