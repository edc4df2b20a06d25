import { keptFor } from '../../../src/kernel/kept.ts';

/** Something that is read, and how often it was; fails while `away`. */
function setting() {
  const state = { read: 0, away: false, now: 0 };
  const kept = keptFor(60_000, async () => {
    state.read += 1;
    if (state.away) throw new Error('away');
    return `reading ${state.read}`;
  }, () => state.now);
  return { state, kept };
}

test('whoever asks in time, or at the same time, gets the same answer', async () => {
  const { state, kept } = setting();
  expect(await Promise.all([kept(), kept()])).toEqual(['reading 1', 'reading 1']);
  state.now = 59_999;
  expect(await kept()).toBe('reading 1');
  state.now = 60_000;
  expect(await kept()).toBe('reading 2');
});

test('a failure is told to all who waited for it and not kept', async () => {
  const { state, kept } = setting();
  state.away = true;
  const asked = await Promise.allSettled([kept(), kept()]);
  expect(asked.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(state.read).toBe(1);
  state.away = false;
  expect(await kept()).toBe('reading 2');
});

test('an old reading that fails late does not undo a newer one', async () => {
  let now = 0;
  const ends: { resolve: (value: string) => void; reject: (error: Error) => void }[] = [];
  const kept = keptFor(10, () => new Promise<string>((resolve, reject) => ends.push({ resolve, reject })), () => now);
  const first = kept();
  now = 10;
  const second = kept();
  ends[1]?.resolve('new');
  expect(await second).toBe('new');
  ends[0]?.reject(new Error('late'));
  await expect(first).rejects.toThrow('late');
  expect(await kept()).toBe('new');
  expect(ends).toHaveLength(2);
});
