/** Every URL of the product. `paths.post(id)` is a link, `paths.post(':id')` the pattern of its route. */

type Query = Record<string, string | number | readonly string[] | null | undefined>;

/** Appends a query string; empty values are left out, lists repeat their name. */
export function withQuery(path: string, query: Query): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (Array.isArray(value)) for (const one of value as readonly string[]) params.append(name, one);
    else if (value !== null && value !== undefined && value !== '') params.append(name, String(value));
  }
  const text = params.toString();
  return text ? `${path}?${text}` : path;
}

export const paths = {
  board: () => '/',
  search: (query: Query) => withQuery('/', query),
  about: () => '/about',
  privacy: () => '/privacy',
  accessibility: () => '/accessibility',
  health: () => '/healthz',
  ready: () => '/readyz',

  signIn: () => '/sign-in',
  signOut: () => '/sign-out',
  actingFor: () => '/acting-for',

  dashboard: () => '/dashboard',
  preferences: () => '/preferences',
  calendar: () => '/calendar',
  calendarAddress: () => '/calendar/address',
  calendarRevocation: () => '/calendar/revocation',
  calendarFeed: (token: string) => `/calendar/${token}.ics`,

  newPost: (kind?: 'need' | 'offer') => withQuery('/posts/new', { kind }),
  postPreview: () => '/posts/preview',
  posts: () => '/posts',
  understood: () => '/posts/understood',
  post: (id: string) => `/posts/${id}`,
  editPost: (id: string) => `/posts/${id}/edit`,
  postPublication: (id: string) => `/posts/${id}/publication`,
  postWithdrawal: (id: string) => `/posts/${id}/withdrawal`,
  postClosure: (id: string) => `/posts/${id}/closure`,
  organisation: (id: string) => `/organisations/${id}`,

  matchDismissal: (id: string) => `/matches/${id}/dismissal`,

  newProposal: (needId: string) => `/posts/${needId}/proposals/new`,
  proposals: (needId: string) => `/posts/${needId}/proposals`,
  newRequest: (needId: string) => `/posts/${needId}/requests/new`,
  requests: (needId: string) => `/posts/${needId}/requests`,
  remainder: (needId: string) => `/posts/${needId}/remainder`,
  commitment: (id: string) => `/commitments/${id}`,
  acceptance: (id: string) => `/commitments/${id}/acceptance`,
  refusal: (id: string) => `/commitments/${id}/refusal`,
  commitmentWithdrawal: (id: string) => `/commitments/${id}/withdrawal`,
  production: (id: string) => `/commitments/${id}/production`,
  deliveries: (id: string) => `/commitments/${id}/deliveries`,
  deliveryNote: (id: string, delivery: string) => `/commitments/${id}/deliveries/${delivery}/note.pdf`,
  receipt: (id: string, delivery: string) => `/commitments/${id}/deliveries/${delivery}/receipt`,
  receiptCorrection: (id: string, delivery: string) => `/commitments/${id}/deliveries/${delivery}/correction`,
  completion: (id: string) => `/commitments/${id}/completion`,
  failure: (id: string) => `/commitments/${id}/failure`,
  counterProposal: (id: string) => `/commitments/${id}/counter`,

  answer: (token: string) => `/a/${token}`,
  unsubscribe: (token: string) => `/u/${token}`,

  office: () => '/office',
  review: (postId: string) => `/office/reviews/${postId}`,

  mailbox: () => '/mailbox',
  mailboxMail: (id: string) => `/mailbox/${id}`,
  mailboxHtml: (id: string) => `/mailbox/${id}/html`,
} as const;
