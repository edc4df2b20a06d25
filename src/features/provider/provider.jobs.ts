/** Asks the owner of an account whether an identity at the provider is theirs. Payload: `{email, issuer, subject}`. */
export const SEND_PROVIDER_LINK = 'send-provider-link';
