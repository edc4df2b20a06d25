import { nextWaveIsDue, runningWave, splitWave, waveAfter, WAVE_FIRMS, type WaveFacts } from '../../../src/features/alerts/wave.ts';

const HOUR = 3_600_000;
const START = new Date('2026-11-20T10:00:00Z');
const after = (hours: number) => new Date(START.getTime() + hours * HOUR);
const facts = (change: Partial<WaveFacts> = {}): WaveFacts => ({
  wave: { number: 1, releasedAt: START, firms: ['a', 'b'] }, answeredAt: null, silentFirms: 2, uncovered: true, ...change,
});
const firms = (count: number, from = 0) => Array.from({ length: count }, (_, i) => ({ organisationId: `f${i + from}`, match: i }));

describe('when the next firms hear of a need', () => {
  test('after 24 hours of silence, not a minute before', () => {
    expect(nextWaveIsDue(facts(), after(24 - 1 / 60))).toBe(false);
    expect(nextWaveIsDue(facts(), after(24))).toBe(true);
  });

  test('a proposal starts the 24 hours anew', () => {
    expect(nextWaveIsDue(facts({ answeredAt: after(10) }), after(33))).toBe(false);
    expect(nextWaveIsDue(facts({ answeredAt: after(10) }), after(34))).toBe(true);
  });

  test('an answer older than the wave does not count', () => {
    expect(nextWaveIsDue(facts({ answeredAt: after(-100) }), after(24))).toBe(true);
  });

  test('one no of two is no answer to the owner; two of two end the wave at once', () => {
    expect(nextWaveIsDue(facts({ silentFirms: 1 }), after(1))).toBe(false);
    expect(nextWaveIsDue(facts({ silentFirms: 0 }), after(1))).toBe(true);
  });

  test('nobody more is asked while proposals cover the need', () => {
    expect(nextWaveIsDue(facts({ uncovered: false, silentFirms: 0 }), after(500))).toBe(false);
  });
});

describe('who goes with a wave', () => {
  test('the first 30 firms with all their matches, the others later', () => {
    const ranked = [...firms(40), { organisationId: 'f0', match: 99 }];
    const { now, later } = splitWave(ranked, waveAfter(null));
    expect(now).toHaveLength(WAVE_FIRMS + 1);
    expect(now.at(-1)).toEqual({ organisationId: 'f0', match: 99 });
    expect(later.map(({ organisationId }) => organisationId)).toEqual(firms(10, 30).map(({ organisationId }) => organisationId));
  });

  test('a young wave is filled up; its own firms need no room', () => {
    const last = { number: 3, releasedAt: START, firms: firms(29).map(({ organisationId }) => organisationId) };
    const wave = runningWave(last, after(2));
    expect(wave).toMatchObject({ number: 3, room: 1 });
    const { now, later } = splitWave([...firms(2), ...firms(2, 50)], wave);
    expect(now.map(({ organisationId }) => organisationId)).toEqual(['f0', 'f1', 'f50']);
    expect(later.map(({ organisationId }) => organisationId)).toEqual(['f51']);
  });

  test('after a day newly found firms are a wave of their own', () => {
    expect(runningWave({ number: 3, releasedAt: START, firms: ['a'] }, after(24))).toEqual({ number: 4, firms: new Set(), room: 30 });
    expect(runningWave(null, after(0))).toEqual({ number: 1, firms: new Set(), room: 30 });
  });

  test('a full wave takes nobody', () => {
    const last = { number: 1, releasedAt: START, firms: firms(31).map(({ organisationId }) => organisationId) };
    expect(splitWave(firms(3, 60), runningWave(last, after(1))).now).toEqual([]);
  });
});
