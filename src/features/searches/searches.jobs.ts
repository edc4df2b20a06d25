/** Mails these people what their saved searches have found. Payload: `{personIds}`. */
export const TELL_SEARCHES = 'tell-searches';
