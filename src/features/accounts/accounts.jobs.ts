/** Mails a link for a new password, when the address has an account. Payload: `{email}`. */
export const SEND_PASSWORD_LINK = 'send-password-link';
/** Asks the owner of a new address to confirm it. Payload: `{personId, email}`. */
export const SEND_ADDRESS_LINK = 'send-address-link';
