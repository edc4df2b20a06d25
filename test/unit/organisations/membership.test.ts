import { approve, confirm, recommend, refuse, reinstate, suspend, type Membership, type Organisation } from '../../../src/features/organisations/organisation.ts';

const NOW = new Date('2026-11-21T10:00:00Z');
const of = (membership: Membership, kind: Organisation['kind'] = 'firm'): Organisation => ({
  id: 'o', kind, name: 'Firma', country: 'PL', nip: null, regon: null, registrationNumber: null, townId: null, townName: 'Toruń', region: null, lat: null, lng: null,
  website: null, capabilities: [], machines: [], contact: {}, membership, membershipReason: 'before', checkedAt: null, checks: [], confirmedAt: null,
  confirmationAskedAt: NOW, createdAt: NOW, version: 3,
});
const STATES: Membership[] = ['applied', 'recommended', 'approved', 'refused', 'suspended'];

describe('a membership moves only along its arrows', () => {
  test.each<[string, (o: Organisation) => Organisation, Membership[], Membership]>([
    ['approve', (o) => approve(o, ['phone'], NOW), ['applied', 'recommended'], 'approved'],
    ['refuse', (o) => refuse(o, 'no'), ['applied', 'recommended'], 'refused'],
    ['suspend', (o) => suspend(o, 'no'), ['approved'], 'suspended'],
    ['reinstate', (o) => reinstate(o, ['register'], NOW), ['suspended'], 'approved'],
  ])('%s', (_, step, from, to) => {
    for (const state of STATES) {
      if (from.includes(state)) expect(step(of(state)).membership).toBe(to);
      else expect(() => step(of(state))).toThrow('organisation.wrong-membership');
    }
  });
  test('two recommendations change nothing but an application', () => {
    expect(STATES.map((state) => recommend(of(state)).membership)).toEqual(['recommended', 'recommended', 'approved', 'refused', 'suspended']);
  });
  test('the office itself is never suspended', () => {
    expect(() => suspend(of('approved', 'office'), 'x')).toThrow('organisation.wrong-membership');
  });
});

test('approval says what was checked and when, and takes the reason away', () => {
  expect(approve(of('applied'), ['register', 'phone'], NOW)).toMatchObject({ checks: ['register', 'phone'], checkedAt: NOW, confirmedAt: NOW, membershipReason: null });
  expect(refuse(of('applied'), 'Nie ma jej w rejestrze.').membershipReason).toBe('Nie ma jej w rejestrze.');
});

test('a confirmation is dated and ends the asking', () => {
  expect(confirm(of('approved'), NOW)).toMatchObject({ confirmedAt: NOW, confirmationAskedAt: null });
});
