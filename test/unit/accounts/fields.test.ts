import { nameFault } from '../../../src/features/accounts/fields.ts';

describe('the name of a person', () => {
  test.each([
    'Jan Kowalski', 'J.Kowalski', 'JAN.KOWALSKI', 'Kowalski Jan.', 'lek.med. Anna Nowak', 'lek.med Anna Nowak', 'prof.dr hab. Ewa Lis', 'mgr.inż Jan Wilk', 'dr n.med. Ola Żak', 'mgr.farm Ewa Kos', 'lek.stom Jan Wilk',
    'mł.asp Jan Nowak', 'Jan.Kowalski', 'J.R.R. Nowak', 'Anna Zając-Lis',
  ])('%s', (name) => expect(nameFault(name)).toBeNull());

  // Mail programs make links of these by themselves, and the name stands in mails to others.
  test.each(['Wygraj na zly.pl', 'zly.pl', 'WIN.COM now', 'bit.ly/x', 'www.zly', 'https://zly', 'Żółw.pl', '<b>Jan</b>', 'zly.pl.', 'Kup na zly.pl. Jan', 'zly.Pl', 'Zly.Com', 'evil.med/login', 't.me/abc', 'Wejdź x.com'])('not %s', (name) => {
    expect(nameFault(name)).toEqual({ key: 'account.name-odd' });
  });
});
