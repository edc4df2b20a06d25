import { isDomainError } from '../../../src/kernel/errors.ts';
import { quantityFrom } from '../../../src/kernel/quantity.ts';
import {
  PROOFS, TERMS, VISIBILITIES, closeShort, cover, edit, isEditable, lastDay, publish, refuse, reopen, submitAgain, withdraw,
} from '../../../src/features/posts/post.ts';
import type { LocalDate } from '../../../src/kernel/dates.ts';
import type { Post, PostContent, PostState } from '../../../src/features/posts/post.ts';

/** A Monday noon in Warsaw, and the same hour two days later. */
const NOW = new Date('2020-03-16T11:00:00Z');
const LATER = new Date('2020-03-18T11:00:00Z');
const STATES: readonly PostState[] = [
  'draft', 'in-review', 'published', 'covered', 'closed-short', 'withdrawn', 'expired', 'refused',
];

const CONTENT: PostContent = {
  title: 'Przyłbice', description: '', language: 'pl', conceptsAdded: [], conceptsDropped: [], cpv: null,
  quantity: quantityFrom('1000'), unit: 'szt', packSize: null,
  townId: null, townName: 'Bydgoszcz', region: null, lat: null, lng: null, ward: null, radiusKm: null,
  terms: 'gift', priceAmount: null, priceCurrency: null, priceNote: null, visibility: 'public',
  neededBy: '2020-03-20', acceptsPart: true, smallestPart: null, acceptable: [], requiredCertificates: [],
  urgent: false, stockRunsOutOn: null, officeMayAccept: false,
  supplyMode: null, perWeek: null, availableFrom: null, availableUntil: null, leadTimeDays: null,
  certificatesHeld: [], proof: null,
};

const aPost = (state: PostState, changes: Partial<Post> = {}): Post => ({
  ...CONTENT,
  concepts: [], titleKeys: [], textKeys: [], analyserVersion: 'test',
  id: 'p1', kind: 'need', organisationId: 'clinic', authorId: 'anna', state, stateReason: null,
  endsOn: '2020-03-20', publishedAt: NOW, endedAt: null, createdAt: NOW, updatedAt: NOW, version: 1,
  submissionKey: null, submissionDigest: null,
  ...changes,
});

const offer = { kind: 'offer', neededBy: null } as const;

type Verb = 'publish' | 'refuse' | 'withdraw' | 'close' | 'cover' | 'reopen' | 'edit';
const VERBS: Record<Verb, (post: Post) => Post> = {
  publish: (post) => publish(post, LATER, false),
  refuse: (post) => refuse(post, 'nieczytelne', LATER),
  withdraw: (post) => withdraw(post, 'pomyłka', LATER),
  close: (post) => closeShort(post, 'wystarczy', LATER),
  cover: (post) => cover(post, LATER),
  reopen: (post) => reopen(post, LATER),
  edit: (post) => edit(post, CONTENT, LATER),
};

/* A post's life as the page of figures tells it: from which states, and where to. */
const LIFE: Record<Verb, Partial<Record<PostState, PostState>>> = {
  publish: { draft: 'published', 'in-review': 'published' },
  refuse: { 'in-review': 'refused' },
  withdraw: { draft: 'withdrawn', 'in-review': 'withdrawn', published: 'withdrawn', expired: 'withdrawn' },
  close: { published: 'closed-short', expired: 'closed-short' },
  cover: { published: 'covered', expired: 'covered' },
  reopen: { covered: 'published' },
  edit: { draft: 'draft', 'in-review': 'in-review', published: 'published', expired: 'published' },
};

const every = (Object.keys(VERBS) as Verb[]).flatMap((verb) => STATES.map((state) => ({ verb, state })));

const refusalOf = (act: () => unknown): object => {
  try {
    act();
  } catch (error) {
    if (isDomainError(error)) return { code: error.code, key: error.key, data: error.data };
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('the life of a need', () => {
  test.each(every.filter(({ verb, state }) => LIFE[verb][state]))('$verb from $state', ({ verb, state }) => {
    expect(VERBS[verb](aPost(state))).toMatchObject({ id: 'p1', state: LIFE[verb][state], updatedAt: LATER });
  });

  test.each(every.filter(({ verb, state }) => !LIFE[verb][state]))('no $verb from $state', ({ verb, state }) => {
    expect(refusalOf(() => VERBS[verb](aPost(state)))).toEqual({
      code: 'conflict', key: 'post.wrong-state', data: { action: verb, state },
    });
  });

  test('an offer is withdrawn, never covered or closed short', () => {
    for (const { verb, state } of every.filter(({ verb }) => verb === 'close' || verb === 'cover')) {
      expect(refusalOf(() => VERBS[verb](aPost(state, offer)))).toMatchObject({ data: { action: verb, state } });
    }
    expect(withdraw(aPost('published', offer), 'sprzedane', LATER).state).toBe('withdrawn');
  });

  test('can be edited as long as it has not ended for good', () => {
    expect(STATES.filter((state) => isEditable({ state }))).toEqual(['draft', 'in-review', 'published', 'expired']);
  });

  test('an end has its reason and its time', () => {
    const ended = { endedAt: LATER, updatedAt: LATER };
    expect(refuse(aPost('in-review'), 'nieczytelne', LATER)).toMatchObject({ ...ended, stateReason: 'nieczytelne' });
    expect(withdraw(aPost('published'), 'pomyłka', LATER)).toMatchObject({ ...ended, stateReason: 'pomyłka' });
    expect(closeShort(aPost('published'), 'wystarczy', LATER)).toMatchObject({ ...ended, stateReason: 'wystarczy' });
    expect(cover(aPost('published'), LATER)).toMatchObject(ended);
  });
});

test('a form offers every kind of terms, reader and proof that a post can have', () => {
  expect(TERMS).toEqual(['gift', 'at-cost', 'price']);
  expect(VISIBILITIES).toEqual(['public', 'members', 'chosen']);
  expect(PROOFS).toEqual(['certificate', 'declaration', 'maker-made']);
});

describe('coming before the office again', () => {
  test.each(['published', 'expired'] as const)('from %s: off the board, without an old reason', (state) => {
    const post = aPost(state, { stateReason: 'dawny powód' });
    expect(submitAgain(post, LATER)).toEqual({ ...post, state: 'in-review', stateReason: null, updatedAt: LATER });
  });
  test.each(STATES.filter((state) => state !== 'published' && state !== 'expired'))('not from %s', (state) => {
    const post = aPost(state, { stateReason: 'powód' });
    expect(submitAgain(post, LATER)).toBe(post);
  });
});

describe('publishing', () => {
  test('puts a post on the board to its last day', () => {
    const draft = aPost('draft', { publishedAt: null, endsOn: null, stateReason: 'popraw' });
    expect(publish(draft, LATER, false)).toMatchObject({
      state: 'published', publishedAt: LATER, endsOn: '2020-03-20', stateReason: null,
    });
  });

  test('goes before the office first where it has to', () => {
    const draft = aPost('draft', { publishedAt: null, endsOn: null });
    expect(publish(draft, LATER, true)).toEqual({ ...draft, state: 'in-review', updatedAt: LATER });
  });
});

describe('the last day', () => {
  const need = (neededBy: LocalDate | null) => ({ kind: 'need', neededBy, availableUntil: null }) as const;
  const capacity = (availableUntil: LocalDate | null) => ({ kind: 'offer', neededBy: null, availableUntil }) as const;

  test.each([
    ['a need is the day it is needed by', need('2020-05-01'), '2020-05-01'],
    ['a need without a date is a fortnight away', need(null), '2020-03-30'],
    ['an offer is 90 days away', capacity(null), '2020-06-14'],
    ['an offer is the last of its capacity', capacity('2020-04-01'), '2020-04-01'],
    ['an offer is no later for its capacity', capacity('2021-04-01'), '2020-06-14'],
  ])('of %s', (_which, content, day) => {
    expect(lastDay(content, NOW)).toBe(day);
  });

  test('is counted from the day in Warsaw', () => {
    const midnight = new Date('2020-03-16T23:30:00Z');
    expect(lastDay(need(null), midnight)).toBe('2020-03-31');
  });
});

describe('a covered need that reopens', () => {
  test.each<[string, LocalDate | null, PostState]>([
    ['is on the board again', '2020-03-20', 'published'],
    ['is on the board on its last day', '2020-03-18', 'published'],
    ['has expired after it', '2020-03-17', 'expired'],
    ['is on the board when it has no last day', null, 'published'],
  ])('%s', (_what, endsOn, state) => {
    expect(reopen(aPost('covered', { endsOn, endedAt: NOW }), LATER)).toMatchObject({ state, endsOn, endedAt: null });
  });
});

describe('editing', () => {
  test('moves the last day of a post on the board', () => {
    const longer = edit(aPost('published'), { ...CONTENT, title: 'Maski', neededBy: '2020-04-20' }, LATER);
    expect(longer).toMatchObject({ state: 'published', title: 'Maski', endsOn: '2020-04-20', publishedAt: NOW });
    expect(edit(aPost('published'), { ...CONTENT, neededBy: '2020-03-17' }, LATER).state).toBe('expired');
  });

  test('brings an expired post back with a later date only', () => {
    const expired = aPost('expired', { endsOn: '2020-03-17' });
    expect(edit(expired, { ...CONTENT, neededBy: '2020-03-17' }, LATER).state).toBe('expired');
    expect(edit(expired, { ...CONTENT, neededBy: '2020-03-18' }, LATER)).toMatchObject({
      state: 'published', endsOn: '2020-03-18',
    });
  });

  test.each(['draft', 'in-review'] as const)('of a post %s gives it no last day', (state) => {
    const next = edit(aPost(state, { endsOn: null, publishedAt: null }), { ...CONTENT, title: 'Maski' }, LATER);
    expect(next).toMatchObject({ state, title: 'Maski', endsOn: null, publishedAt: null, updatedAt: LATER });
  });
});
