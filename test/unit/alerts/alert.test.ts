import {
  afterUnsubscribe, channelAfter, frequencyOf, instantChannel, INSTANT_A_DAY, STANDARD, type Preference,
} from '../../../src/features/alerts/alert.ts';
import { fieldOf, preferencesForm } from '../../../src/features/alerts/preferences.form.ts';

const chosen = (change: Partial<Preference>): Preference => ({ ...STANDARD, ...change });

test('without a choice, what fits is told at once and what may fit once a day', () => {
  expect(frequencyOf(STANDARD, 'fits')).toBe('instant');
  expect(frequencyOf(STANDARD, 'maybe')).toBe('daily');
});

test('five instant mails a day, the sixth waits for the digest', () => {
  const channels = Array.from({ length: 7 }, (_, today) => instantChannel(today, STANDARD));
  expect(channels).toEqual(['instant', 'instant', 'instant', 'instant', 'instant', 'daily', 'daily']);
  expect(INSTANT_A_DAY).toBe(5);
});

test('who unsubscribed from the daily digest does not get the sixth that way either', () => {
  expect(instantChannel(5, afterUnsubscribe(STANDARD, 'digest'))).toBeNull();
});

test('a link ends exactly its kind of alert', () => {
  expect(afterUnsubscribe(STANDARD, 'fits')).toEqual(chosen({ fits: 'never' }));
  expect(afterUnsubscribe(STANDARD, 'maybe')).toEqual(chosen({ maybe: 'never' }));
  expect(afterUnsubscribe(chosen({ fits: 'weekly' }), 'digest', 'daily')).toEqual({ fits: 'weekly', maybe: 'never', overflow: false });
  expect(afterUnsubscribe(chosen({ fits: 'weekly' }), 'digest', 'weekly')).toEqual({ fits: 'never', maybe: 'daily', overflow: true });
});

test.each(['fits', 'maybe', 'digest'] as const)('ending %s twice is ending it once', (kind) => {
  const once = afterUnsubscribe(STANDARD, kind);
  expect(afterUnsubscribe(once, kind)).toEqual(once);
});

test('what waits follows a new choice', () => {
  expect(channelAfter('daily', 'maybe', chosen({ maybe: 'weekly' }))).toBe('weekly');
  expect(channelAfter('daily', 'maybe', chosen({ maybe: 'never' }))).toBeNull();
  expect(channelAfter('weekly', 'fits', chosen({ fits: 'instant' }))).toBe('daily');
  expect(channelAfter('instant', 'fits', chosen({ fits: 'daily' }))).toBe('daily');
  expect(channelAfter('instant', 'fits', chosen({ fits: 'instant' }))).toBe('instant');
  expect(channelAfter('wave', 'fits', chosen({ fits: 'weekly' }))).toBe('wave');
  expect(channelAfter('wave', 'fits', chosen({ fits: 'never' }))).toBeNull();
  expect(channelAfter('daily', 'fits', chosen({ fits: 'instant', overflow: false }))).toBeNull();
});

describe('the preferences form', () => {
  const [own, other] = ['0b5e1f5e-0000-4000-8000-000000000001', '0b5e1f5e-0000-4000-8000-000000000002'];

  test('takes the choices for own organisations and looks at no others', () => {
    const body = {
      [fieldOf('fits', own)]: 'weekly', [fieldOf('maybe', own)]: 'never', [fieldOf('fits', other)]: 'never', [fieldOf('maybe', other)]: 'never',
    };
    const { result } = preferencesForm(body, [own]);
    expect(result).toEqual({ chosen: new Map([[own, { fits: 'weekly', maybe: 'never', overflow: true }]]) });
  });

  test('names the question that has no valid answer and keeps the other answer', () => {
    const { result, typed } = preferencesForm({ [fieldOf('fits', own)]: 'hourly', [fieldOf('maybe', own)]: 'weekly' }, [own]);
    expect(result).toEqual({ errors: { [fieldOf('fits', own)]: { key: 'form.choose' } } });
    expect(typed.get(own)).toEqual({ fits: null, maybe: 'weekly' });
  });

  test.each([[{ $ne: 1 }], [7], [[]], [undefined]])('a bent value %j is no choice', (value) => {
    const { result } = preferencesForm({ [fieldOf('fits', own)]: value, [fieldOf('maybe', own)]: 'never' }, [own]);
    expect(result).toHaveProperty('errors');
  });
});
