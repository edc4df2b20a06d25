/** Writes to an organisation about what the office did in its place or decided about it. Payload: `{activityId}`. */
export const TELL_ORGANISATION = 'tell-organisation';
