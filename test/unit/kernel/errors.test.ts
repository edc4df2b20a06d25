import { DomainError, invalid, isDomainError } from '../../../src/kernel/errors.ts';

describe('a refusal of the domain', () => {
  test('carries code, message key and what to print', () => {
    const error = new DomainError('conflict', 'commitment.more-than-open', { open: '120' });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      name: 'DomainError',
      code: 'conflict',
      key: 'commitment.more-than-open',
      data: { open: '120' },
      fields: {},
      message: 'conflict: commitment.more-than-open',
    });
  });

  test('of a form names the fields', () => {
    const error = invalid({ quantity: { key: 'quantity.not-whole', data: { unit: 'szt' } } });
    expect(error).toMatchObject({ code: 'invalid', key: 'form.invalid', data: {} });
    expect(error.fields).toEqual({ quantity: { key: 'quantity.not-whole', data: { unit: 'szt' } } });
  });

  test('is told apart from faults, and by its code', () => {
    expect(isDomainError(new DomainError('expired', 'link.used'))).toBe(true);
    expect(isDomainError(new DomainError('expired', 'link.used'), 'expired')).toBe(true);
    expect(isDomainError(new DomainError('expired', 'link.used'), 'conflict')).toBe(false);
    expect(isDomainError(new Error('expired'))).toBe(false);
    expect(isDomainError('expired')).toBe(false);
  });
});
