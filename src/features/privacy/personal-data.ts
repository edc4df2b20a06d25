/** One kind of personal data as it is handed out: a table, whose rows are whose, and what of them is not handed out. */
export interface Section {
  id: string;
  /** SQL behind FROM; the table's alias is `t`. */
  from: string;
  /** SQL condition in which $1 is the person's id. */
  whose: string;
  /** Columns that are left out: secrets, and what says nothing about the person. */
  omit?: readonly string[];
  order: string;
}

/**
 * Everything the exchange keeps about a person, by the table it is kept in. A test compares the list with the foreign
 * keys of the database: a new table about people has to be added here, or to the exceptions with a reason.
 */
export const SECTIONS: readonly Section[] = [
  { id: 'profile', from: 'person t', whose: 't.id = $1', omit: ['password_hash'], order: 't.id' },
  {
    id: 'memberships', from: 'membership t JOIN organisation o ON o.id = t.organisation_id', whose: 't.person_id = $1', order: 't.created_at',
  },
  { id: 'sign-ins', from: 'sign_in t', whose: 't.person_id = $1', order: 't.at DESC' },
  { id: 'passkeys', from: 'passkey t', whose: 't.person_id = $1', omit: ['public_key', 'credential_id', 'counter'], order: 't.created_at' },
  { id: 'code-generator', from: 'code_generator t', whose: 't.person_id = $1', omit: ['secret_sealed', 'last_step'], order: 't.created_at' },
  { id: 'provider-identities', from: 'provider_identity t', whose: 't.person_id = $1', order: 't' },
  { id: 'calendar', from: 'calendar_token t', whose: 't.person_id = $1', omit: ['token_hash'], order: 't.created_at' },
  { id: 'consents', from: 'consent t', whose: 't.person_id = $1', order: 't.given_at' },
  { id: 'applications', from: 'application t', whose: 't.person_id = $1', omit: ['submission_key', 'decided_by'], order: 't.created_at' },
  { id: 'recommendations', from: 'recommendation t', whose: 't.person_id = $1', order: 't.asked_at' },
  { id: 'invitations', from: 'invitation t', whose: 't.invited_by = $1', order: 't.created_at' },
  {
    id: 'posts', from: 'post t', whose: 't.author_id = $1', order: 't.created_at',
    omit: ['title_keys', 'text_keys', 'analyser_version', 'submission_key', 'submission_digest', 'concepts', 'concepts_added', 'concepts_dropped'],
  },
  { id: 'activity', from: 'activity t', whose: 't.person_id = $1', omit: ['person_erased'], order: 't.id' },
  { id: 'dismissed-matches', from: 'match t', whose: 't.dismissed_by = $1', omit: ['reasons', 'score', 'analyser_version'], order: 't.dismissed_at' },
  { id: 'alert-preferences', from: 'alert_preference t', whose: 't.person_id = $1', order: 't.organisation_id' },
  { id: 'alerts', from: 'alert t', whose: 't.person_id = $1', order: 't.waiting_since' },
  { id: 'digests', from: 'digest t', whose: 't.person_id = $1', order: 't.day' },
  { id: 'saved-searches', from: 'saved_search t', whose: 't.person_id = $1', order: 't' },
  {
    id: 'mails', from: 'mail t', whose: 't.person_id = $1', order: 't.created_at',
    omit: ['body_html', 'claimed_at', 'attempts', 'response', 'last_error', 'unsubscribe_link_id'],
  },
  { id: 'mail-links', from: 'mail_link t', whose: 't.person_id = $1', order: 't.created_at' },
  { id: 'files', from: 'file t', whose: 't.created_by = $1', order: 't.created_at' },
  { id: 'announcements', from: 'announcement t', whose: 't.author_id = $1', omit: ['submission_key'], order: 't.created_at' },
  { id: 'reports', from: 'post_report t', whose: 't.person_id = $1', omit: ['submission_key', 'answered_by'], order: 't' },
  { id: 'views', from: 'disclosure t', whose: 't.viewer_id = $1', order: 't.first_at' },
];

/** A row as it is handed out: values as PostgreSQL writes them in JSON. */
export type PersonalRow = Record<string, unknown>;

export interface PersonalData {
  section: string;
  rows: PersonalRow[];
}
