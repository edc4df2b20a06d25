import type { RateLimit } from '../../db/rate-limit.ts';
import { DomainError } from '../../kernel/errors.ts';

/** Tries to sign in, counted so that strangers can neither guess nor keep the owner out. */
export interface Tries {
  /** Per account from browsers that never signed it in, whatever address they come from. */
  perAccount: RateLimit;
  /** Per network address from such browsers, whatever the account. */
  perAddress: RateLimit;
  /** Per browser that has signed this account in before: its own budget, which no stranger can use up. */
  perDevice: RateLimit;
}

/** Counts a try. Returns what takes it back once it proves right. @throws DomainError too-many */
export async function countTry(
  tries: Tries,
  { email, device, ip }: { email: string; device: string | null; ip: string },
): Promise<() => Promise<void>> {
  const key = device ?? email;
  const limit = device === null ? tries.perAccount : tries.perDevice;
  const [account, address] = await Promise.all([limit.take(key), device === null ? tries.perAddress.take(ip) : true]);
  if (!account || !address) throw new DomainError('too-many', 'sign-in.too-many');
  return async () => {
    await Promise.all([limit.giveBack(key), device === null ? tries.perAddress.giveBack(ip) : undefined]);
  };
}
