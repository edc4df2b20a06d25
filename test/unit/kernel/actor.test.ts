import { isOnBehalf, system, visitor, type ActingFor, type Actor, type OfficeRole } from '../../../src/kernel/actor.ts';

const person = (officeRole: OfficeRole | null, organisation: Pick<ActingFor, 'id' | 'onBehalf'> | null): Actor => ({
  kind: 'person', personId: 'anna', name: 'Anna Nowak', email: 'anna@example.org', language: 'pl', officeRole,
  organisation: organisation && { name: organisation.id, role: 'editor', approved: true, ...organisation },
});

/* What is done for the clinic is marked, and the clinic is written to. */
test.each<[string, Actor, boolean]>([
  ['a visitor', visitor, false],
  ['the clock, which is nobody', system, false],
  ['a member', person(null, { id: 'clinic' }), false],
  ['a coordinator without an organisation', person('coordinator', null), true],
  ['an administrator who acts for the office', person('administrator', { id: 'cluster' }), true],
  ['a coordinator who has stepped into its place', person('coordinator', { id: 'clinic', onBehalf: true }), true],
  ['a coordinator who belongs to it', person('coordinator', { id: 'clinic' }), false],
])('%s acts on behalf of the clinic: %#', (_who, actor, expected) => {
  expect(isOnBehalf(actor, 'clinic')).toBe(expected);
});
