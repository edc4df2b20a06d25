import { generateSync } from 'otplib';
import { newRecoveryCodes, newSecret, recoveryHash, setupUri, stepOf } from '../../../src/features/accounts/codes.ts';
import { deviceTokens } from '../../../src/features/accounts/device-tokens.ts';
import { sealWith } from '../../../src/features/accounts/sealed.ts';

const NOW = new Date('2026-11-21T10:00:10Z');
const at = (seconds: number) => Math.floor(NOW.getTime() / 1_000) + seconds;

describe('codes from a phone', () => {
  let secret: string;
  beforeAll(async () => {
    secret = await newSecret();
  });
  const codeAt = (seconds: number) => generateSync({ secret, epoch: at(seconds) });
  const step = Math.floor(at(0) / 30);

  test.each([[0, 0], [-30, -1], [30, 1]])('%i s away: good, of its own step', async (seconds, steps) => {
    expect(await stepOf(secret, codeAt(seconds), NOW, 0)).toBe(step + steps);
  });
  test.each([-90, 90])('%i s away: too far', async (seconds) => expect(await stepOf(secret, codeAt(seconds), NOW, 0)).toBeNull());
  test('as people type it', async () => expect(await stepOf(secret, codeAt(0).replace(/(...)/, '$1 '), NOW, 0)).toBe(step));
  test('not twice, and none from before the last', async () => {
    expect(await stepOf(secret, codeAt(0), NOW, step)).toBeNull();
    expect(await stepOf(secret, codeAt(-30), NOW, step)).toBeNull();
    expect(await stepOf(secret, codeAt(30), NOW, step)).toBe(step + 1);
  });
  test.each(['', '12345', '1234567', 'abcdef', '１２３４５６', '12345\u0000', '9'.repeat(10_000)])('%j is none', async (typed) => {
    expect(await stepOf(secret, typed, NOW, 0)).toBeNull();
  });
  test('the RFC\'s own example', async () => {
    // RFC 6238, appendix B: secret "12345678901234567890", 59 s, SHA-1, last six digits of 94287082.
    expect(await stepOf('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', '287082', new Date(59_000), 0)).toBe(1);
  });
  test('the picture says what authenticator programs read', async () => {
    const uri = new URL(await setupUri(secret, 'anna@firma.pl', 'Giełda kooperacji'));
    expect([uri.protocol, uri.searchParams.get('secret'), uri.searchParams.get('issuer')]).toEqual(['otpauth:', secret, 'Giełda kooperacji']);
  });
});

test('recovery codes: ten, all different, kept as hashes that belong to one person', () => {
  const codes = newRecoveryCodes();
  expect(new Set(codes).size).toBe(10);
  for (const code of codes) expect(code).toMatch(/^[2-9a-hjkmnp-z]{4}(-[2-9a-hjkmnp-z]{4}){2}$/);
  const [code = ''] = codes;
  expect(recoveryHash(` ${code.toUpperCase().replaceAll('-', ' ')}`, 'p')).toBe(recoveryHash(code, 'p'));
  expect(recoveryHash(code, 'p')).not.toBe(recoveryHash(code, 'q'));
  for (const odd of ['', 'x', code.slice(1), `${code}a`, '\u0000']) expect(recoveryHash(odd, 'p')).toBeNull();
});

describe('sealed secrets', () => {
  const { seal, open } = sealWith('a secret of an installation that is long');
  test('open again, for their owner only, with this secret only, unchanged only', () => {
    const sealed = seal('JBSWY3DPEHPK3PXP', 'anna');
    expect(sealed).not.toContain('JBSW');
    expect(seal('JBSWY3DPEHPK3PXP', 'anna')).not.toBe(sealed);
    expect(open(sealed, 'anna')).toBe('JBSWY3DPEHPK3PXP');
    expect(() => open(sealed, 'bert')).toThrow();
    expect(() => sealWith('another secret of an installation').open(sealed, 'anna')).toThrow();
    expect(() => open(`${sealed.slice(0, -2)}AA`, 'anna')).toThrow();
  });
});

describe('browsers that signed in before', () => {
  const { known, add } = deviceTokens('a secret of an installation that is long');
  test('are known for their people, several in one browser, and for nobody else', () => {
    const tokens = add(add('', 'anna'), 'bert');
    expect(known(tokens, 'anna')).toMatch(/^[\w-]{16}$/);
    expect(known(tokens, 'bert')).not.toBe(known(tokens, 'anna'));
    expect(known(tokens, 'carl')).toBeNull();
    expect(deviceTokens('another secret of an installation').known(tokens, 'anna')).toBeNull();
  });
  test('a person has one token; the oldest of many people goes', () => {
    expect(add(add('', 'anna'), 'anna').split('~')).toHaveLength(1);
    const many = Array.from({ length: 12 }, (_, i) => `person ${i}`).reduce((tokens, person) => add(tokens, person), '');
    expect(many.split('~')).toHaveLength(8);
    expect([known(many, 'person 0'), known(many, 'person 11') !== null]).toEqual([null, true]);
  });
  test.each(['', '~', 'x.y', '~~~', `${'a'.repeat(16)}.${'b'.repeat(32)}`, 'a'.repeat(10_000), `${'a'.repeat(16)}.${'b'.repeat(31)}~`])('%# made-up tokens are unknown', (tokens) => {
    expect(known(tokens, 'anna')).toBeNull();
  });
});
