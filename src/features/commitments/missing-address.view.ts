import { mayAdminister, type Actor } from '../../kernel/actor.ts';
import { paths } from '../../paths.ts';
import { ownSide } from './commitment.policy.ts';
import { isLive } from './commitment.ts';
import type { CommitmentPage, Contact } from './commitments.queries.ts';
import { said, type Reader } from './wording.ts';

/* Whom the supplier can ask; the office where the owner gave no telephone. */
const toAsk = ({ t }: Reader, { person, phone }: Contact): string =>
  (phone ? [person, phone].filter(Boolean).join(', ') : t('commitment.address-missing.office'));

/**
 * That nobody knows where to deliver to: the owner, or the office, is led to where it is filled in, the supplier reads whom to
 * ask. Null when the address is there or not needed.
 */
export function missingAddress(reader: Reader, actor: Actor, { commitment: c, contacts, ownerName }: CommitmentPage) {
  if (!contacts || contacts.owner.address || !isLive(c) || c.terms.handover !== 'delivery') return null;
  const side = ownSide(actor, c);
  const fillsIn = side !== 'supplier' && mayAdminister(actor, c.ownerId);
  const values = { owner: ownerName, ask: toAsk(reader, contacts.owner), fillsIn: fillsIn ? 'yes' : 'no' };
  return {
    text: said(reader, `commitment.address-missing.${side ?? 'others'}`, values),
    link: fillsIn ? { href: `${paths.editOrganisation(c.ownerId)}#address`, label: reader.t('commitment.address-missing.fill-in') } : null,
  };
}
