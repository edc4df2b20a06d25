/** Who may open what: every address of the product under the policy that guards it. What is not here does not exist. */
export const ROUTE_TABLE: Readonly<Record<string, readonly string[]>> = {
  anyone: [
    'get /',
    'get /posts/:id',
    'get /organisations/:id',
    'get /sign-in',
    'post /sign-in',
    'post /sign-out',
    'get /about',
    'get /privacy',
    'get /accessibility',
    'get /robots.txt',
    // In the demo only: the mailbox stands in for a mail server.
    'get /mailbox',
    'get /mailbox/:id',
    'get /mailbox/:id/html',
  ],
  // The link in a mail is the permission: its token is checked by the page.
  'holder of a mail link': ['get /a/:token', 'post /a/:token', 'get /u/:token', 'post /u/:token'],
  // Whoever knows the address of a person's calendar.
  'holder of a private address': ['get /calendar/:token.ics'],
  'signed in': ['get /dashboard', 'get /preferences', 'post /preferences', 'post /acting-for', 'post /matches/:id/dismissal',
    'get /calendar', 'post /calendar/address', 'post /calendar/revocation'],
  'acts for an organisation': [
    'get /posts/new',
    'get /posts/understood',
    'post /posts/preview',
    'post /posts',
    'get /posts/:id/edit',
    'post /posts/:id/edit',
    'post /posts/:id/publication',
    'get /posts/:id/withdrawal',
    'post /posts/:id/withdrawal',
    'get /posts/:id/closure',
    'post /posts/:id/closure',
    'get /posts/:id/proposals/new',
    'post /posts/:id/proposals',
    'get /posts/:id/requests/new',
    'post /posts/:id/requests',
    'post /posts/:id/remainder',
    'get /commitments/:id',
    'get /commitments/:id/deliveries/:delivery/note.pdf',
    'post /commitments/:id/acceptance',
    'post /commitments/:id/counter',
    'post /commitments/:id/refusal',
    'post /commitments/:id/withdrawal',
    'post /commitments/:id/failure',
    'post /commitments/:id/production',
    'post /commitments/:id/completion',
    'post /commitments/:id/deliveries',
    'post /commitments/:id/deliveries/:delivery/receipt',
    'post /commitments/:id/deliveries/:delivery/correction',
  ],
  office: ['get /office', 'post /office/reviews/:id'],
};

export const ROLES = ['visitor', 'applicant', 'member', 'coordinator', 'administrator'] as const;
export type Role = (typeof ROLES)[number];

/** Whom each policy lets in; pages then ask about the very thing. An applicant's organisation is not approved yet. */
export const LETS_IN: Readonly<Record<string, readonly Role[]>> = {
  anyone: ROLES,
  'holder of a mail link': ROLES,
  'holder of a private address': ROLES,
  'signed in': ['applicant', 'member', 'coordinator', 'administrator'],
  'acts for an organisation': ['applicant', 'member', 'coordinator', 'administrator'],
  office: ['coordinator', 'administrator'],
};
