import { LONGEST_PASSWORD, passwordFault } from '../../../src/features/accounts/password-rules.ts';

const known = ['agnieszka.lipka@zolty-parasol.example', 'Agnieszka Lipka'];
const faultOf = (password: string, secondStep = false) => passwordFault(password, { secondStep, known })?.key ?? null;

describe('length', () => {
  test.each([
    ['', 'password.missing'],
    ['kot pod dywanem', null],
    ['kot pod dywane', 'password.short'],
    ['😀😁😂🤣😃😄😅😆😉😊😋😎😍😘', 'password.short'],
    ['😀😁😂🤣😃😄😅😆😉😊😋😎😍😘🥰', null],
    ['kotek pod dywanem '.repeat(20), null],
    ['zq'.repeat(LONGEST_PASSWORD), 'password.long'],
  ])('%j alone: %s', (password, key) => expect(faultOf(password)).toBe(key));

  test.each([['mokry7b', 'password.short-beside-code'], ['mokry7bk', null]])('%j beside a code: %s', (password, key) => expect(faultOf(password, true)).toBe(key));

  test('says how long it is and how long it must be', () => {
    expect(passwordFault('za krótkie', { secondStep: false, known })).toEqual({ key: 'password.short', data: { min: 15, length: 10 } });
  });
});

test.each([
  'passwordpassword', 'Password12345678!', 'P@ssw0rdP@ssw0rd', 'hasłohasłohasło1', 'qwertyuiopasdfghjkl', 'aaaaaaaaaaaaaaaa', 'abcabcabcabcabcabc',
  '123456789012345', '987654321098765', '1q2w3e4r5t6y7u8i', 'Warszawa2024Warszawa', 'kochamcie123456789', 'correcthorsebatterystaple', 'agnieszka.lipka1',
  'AgnieszkaLipka!', 'Zolty-Parasol-Zolty', 'zxcvbnmzxcvbnmzxcvbnm', '                kot',
])('%s is easy to guess', (password) => expect(faultOf(password)).toBe('password.common'));

test.each([
  'trzy żółte rowery w piwnicy', 'zielony rower 1987', 'gielda-demo-2026', 'kubek herbaty o świcie', 'BARDZO DŁUGIE HASŁO Z ODSTĘPAMI', 'x8#kd02LmQpv7!z',
  'polska wiosna szpital maska',
])('%s will do: nothing is asked of its composition', (password) => expect(faultOf(password)).toBeNull());

test('half a megabyte is refused for its length alone: it is not compared with any word', () => {
  const known = new Proxy<string[]>([], {
    get() {
      throw new Error('compared with words');
    },
  });
  const context = { secondStep: false, known };
  expect(passwordFault('polska'.repeat(90_000), context)?.key).toBe('password.long');
  // What is short enough is compared.
  expect(() => passwordFault('zielony rower 1987', context)).toThrow('compared');
});

test('the longest password that is taken is compared to its end', () => {
  expect(faultOf('polska'.repeat(80))).toBe('password.common');
});
