/** Tells people of new matches; the alerts feature handles it. Payload: `{postId, matchIds}`. */
export const TELL_MATCHES = 'tell-matches';
