import { system, visitor } from '../../../src/kernel/actor.ts';
import { mayManage, mayPostFor, needsReview, visibleTo } from '../../../src/features/posts/post.policy.ts';
import type { Actor, OfficeRole } from '../../../src/kernel/actor.ts';

const person = (organisation: string | null, approved: boolean, officeRole: OfficeRole | null = null): Actor => ({
  kind: 'person', personId: 'anna', name: 'Anna Nowak', email: 'anna@example.org', language: 'pl', officeRole,
  organisation: organisation === null
    ? null
    : { id: organisation, name: organisation, role: 'editor', approved },
});

const member = person('clinic', true);
const newcomer = person('clinic', false);
const stranger = person('firm-x', true);
const alone = person(null, false);
const coordinator = person(null, false, 'coordinator');
const administrator = person('cluster', true, 'administrator');

/* "Who may": posts and manages for the clinic, has to wait for a review. */
test.each<[string, Actor, boolean, boolean]>([
  ['a visitor', visitor, false, true],
  ['a person without an organisation', alone, false, true],
  ['a member of another organisation', stranger, false, false],
  ['a member of an unapproved organisation', newcomer, true, true],
  ['a member', member, true, false],
  ['a coordinator', coordinator, true, false],
  ['an administrator', administrator, true, false],
  ['the system, which is nobody', system, true, false],
])('what %s may do', (_who, actor, may, review) => {
  expect(mayPostFor(actor, 'clinic')).toBe(may);
  expect(mayManage(actor, { organisationId: 'clinic' })).toBe(may);
  expect(needsReview(actor)).toBe(review);
});

test.each<[string, Actor, object]>([
  ['a visitor sees what is public', visitor, { all: false, member: false, organisationId: null }],
  ['a newcomer also what is its own', newcomer, { all: false, member: false, organisationId: 'clinic' }],
  ['a member also what is for members', member, { all: false, member: true, organisationId: 'clinic' }],
  ['a coordinator sees everything', coordinator, { all: true }],
  ['the system sees everything', system, { all: true }],
])('%s', (_what, actor, scope) => {
  expect(visibleTo(actor)).toEqual(scope);
});
