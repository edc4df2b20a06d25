import { TERMS, PROOFS, type FieldReader, type Post, type TermsKind } from '../posts/index.ts';
import type { Handover, Proof, Terms } from './commitment.ts';

export const HANDOVERS: readonly Handover[] = ['delivery', 'pick-up'];
export const CURRENCIES = ['PLN', 'EUR'] as const;

/** Terms as typed: kind, price with currency, certificate or maker-made, delivery or pick-up. A price is never dropped in silence. */
export function readTerms(reader: FieldReader): Terms {
  const kind: TermsKind = reader.choice('terms', TERMS, 'gift') ?? 'gift';
  const handover = reader.choice('handover', HANDOVERS, 'delivery') ?? 'delivery';
  const proof: Proof | null = reader.text('proof') ? reader.choice('proof', PROOFS, null) : null;
  if (kind !== 'price') {
    if (reader.text('pricePerUnit')) reader.fail('pricePerUnit', `commitment.price-with.${kind}`);
    return { kind, proof, handover };
  }
  const price = reader.money('pricePerUnit');
  if (price === null) reader.fail('pricePerUnit', 'commitment.price-missing');
  const currency = reader.choice('currency', CURRENCIES, 'PLN') ?? 'PLN';
  return { kind, proof, handover, pricePerUnit: price ?? '', currency };
}

/** The terms of a commitment as if they had just been typed. */
export function typedTerms(terms: Terms): Record<string, string> {
  const price = terms.kind === 'price' ? { pricePerUnit: terms.pricePerUnit.replace('.', ','), currency: terms.currency } : {};
  return { terms: terms.kind, proof: terms.proof ?? '', handover: terms.handover, ...price };
}

/** The terms an offer stands at as if they had just been typed. */
export const typedTermsOf = (offer: Pick<Post, 'terms' | 'priceAmount' | 'priceCurrency' | 'proof'>): Record<string, string> => ({
  terms: offer.terms, proof: offer.proof ?? '', handover: 'delivery', pricePerUnit: offer.priceAmount?.replace('.', ',') ?? '',
  currency: offer.priceCurrency ?? 'PLN',
});
