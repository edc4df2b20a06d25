import { visitor, type Actor } from '../../../src/kernel/actor.ts';
import { mayRead } from '../../../src/features/posts/post.policy.ts';
import type { PostState, Visibility } from '../../../src/features/posts/post.ts';

const of = (id: string, approved: boolean, officeRole: 'coordinator' | null = null): Actor => ({
  kind: 'person', personId: 'anna', name: 'Anna Nowak', email: 'anna@example.org', language: 'pl', officeRole,
  organisation: { id, name: id, role: 'editor', approved },
});
const READERS = { visitor, newcomer: of('new', false), member: of('firm', true), chosen: of('chosen', true), owner: of('clinic', true), office: of('x', true, 'coordinator') };

test.each<[Visibility, PostState, string[]]>([
  ['public', 'published', ['visitor', 'newcomer', 'member', 'chosen', 'owner', 'office']],
  ['public', 'expired', ['visitor', 'newcomer', 'member', 'chosen', 'owner', 'office']],
  ['members', 'published', ['member', 'chosen', 'owner', 'office']],
  ['chosen', 'published', ['chosen', 'owner', 'office']],
  ['public', 'draft', ['owner', 'office']],
  ['public', 'in-review', ['owner', 'office']],
  ['public', 'held', ['owner', 'office']],
  ['members', 'refused', ['owner', 'office']],
  ['chosen', 'withdrawn', ['owner', 'office']],
])('%s, %s', (visibility, state, readers) => {
  const seen = Object.entries(READERS).filter(([, actor]) => mayRead(actor, { organisationId: 'clinic', visibility, state }, ['chosen'])).map(([name]) => name);
  expect(seen).toEqual(readers);
});
