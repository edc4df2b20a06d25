import { startExchange, type TestExchange } from '../support/exchange.ts';
import { applicants, fresh, FORM } from '../support/applicant.ts';
import { movableClock } from '../support/movable-clock.ts';
import { filledForm, readable, visitorOf } from '../support/reader.ts';

let exchange: TestExchange;
let { apply, confirmed, organisation } = {} as ReturnType<typeof applicants>;
const clock = movableClock();
beforeAll(async () => {
  exchange = await startExchange({ seed: 'demo', clock });
  ({ apply, confirmed, organisation } = applicants(exchange, clock));
}, 120_000);
afterAll(() => exchange.close());
beforeEach(() => exchange.query('DELETE FROM rate_limit'));

describe('what is typed wrongly is told at its field, and nothing typed is lost', () => {
  const faults: [string, string | string[], string][] = [
    ['kind', 'office', 'Wybierz'], ['kind', '', 'Wybierz'], ['name', '', 'Uzupełnij'], ['name', 'x'.repeat(161), 'Skróć'], ['name', 'Firma <b>', 'samą nazwę'], ['name', 'a\u202egnp', 'samą nazwę'],
    ['number', '', 'Uzupełnij'], ['number', '123-456-32-19', 'Cyfra kontrolna'], ['number', '123456786', 'Cyfra kontrolna'], ['number', 'ABC', 'Podaj NIP'], ['number', '0000000000', 'Cyfra kontrolna'],
    ['country', 'XX', 'Wybierz'], ['town', 'Pcimierzyce Dolne', 'Nie znamy takiej miejscowości'], ['town', '', 'Uzupełnij'], ['website', 'javascript:alert(1)', 'Podaj adres strony'],
    ['website', 'https://user:pass@x.example', 'Podaj adres strony'], ['personName', '<script>', 'imię i nazwisko'], ['personName', 'Wejdź na www.zlo.example', 'imię i nazwisko'], ['phone', '123', 'numer telefonu'],
    ['phone', 'x'.repeat(41), 'Skróć'], ['informed', '', 'Potwierdź'], ['can', 'x'.repeat(121), 'Skróć każdy wiersz'], ['machines', Array.from({ length: 41 }, (_, i) => `maszyna ${i}`).join('\n'), 'najwyżej 40'], ['note', 'x'.repeat(1_001), 'Skróć'],
    ['email', '', 'Uzupełnij'], ['email', 'a@b', 'jeden zwykły adres'], ['email', 'a@x.example, b@x.example', 'jeden zwykły adres'], ['email', 'Anna <a@x.example>', 'jeden zwykły adres'], ['email', 'a@x.example\r\nBcc: b@x.example', 'jeden zwykły adres'],
    ['email', 'аgnieszka@zolty-parasol.example', 'jeden zwykły adres'], ['email', 'a@xn--\u0430.example', 'jeden zwykły adres'],
  ];
  test.each(faults)('%s = %j', async (field, value, words) => {
    const fields = fresh({ [field]: value });
    const answer = await apply(fields);
    expect(answer.status).toBe(422);
    expect(answer.text).toMatch(new RegExp(`id="${field}-error"`));
    expect(readable(answer.text)).toContain(words);
    expect(answer.text).toContain(field === 'note' ? 'wtryskarka 160 t' : 'Znamy się z targów.');
  });

  test('outside Poland a VAT or registration number and a town as text', async () => {
    for (const [country, number, stored] of [['DE', 'de 123 456 789', 'DE123456789'], ['UA', '1234 5678', '1234 5678'], ['GR', 'EL123456789', 'EL123456789']]) {
      const fields = fresh({ country: country ?? '', number: number ?? '', town: 'Überlingen am See' });
      await confirmed(fields);
      expect(await organisation(fields['name'])).toMatchObject({ country, nip: null, registration_number: stored, town_name: 'Überlingen am See', lat: null });
    }
    expect(readable((await apply(fresh({ country: 'DE', number: 'DE12' }))).text)).toContain('Podaj numer VAT');
  });

  test('a REGON, short and long', async () => {
    const fields = fresh({ number: '123456785' });
    await confirmed(fields);
    expect(await organisation(fields['name'])).toMatchObject({ nip: null, regon: '123456785' });
    expect((await apply(fresh({ number: '12345678512347' }))).status).toBe(200);
  });

  test('arrays, objects, NUL and ten thousand characters are 4xx in every field', async () => {
    const visitor = visitorOf(exchange);
    const token = await visitor.token();
    for (const field of [...Object.keys(FORM), 'submissionKey', 'stamp', 'fax', 'recommender1', 'concepts', 'intent']) {
      for (const sent of [`${field}[]=a&${field}[b]=c`, `${field}=a&${field}=b`, `${field}=%00`, `${field}=${'x'.repeat(10_000)}`, `${field}=%ED%A0%80`]) {
        const { status, text } = await visitor.postRaw('/join/check', `_csrf=${token}&${sent}`);
        expect([field, sent.slice(0, 30), status]).toEqual([field, sent.slice(0, 30), field === 'intent' && status === 200 ? 200 : 422]);
        expect(text).not.toMatch(/node_modules|QueryFailed/);
      }
    }
  });
});

describe('programs', () => {
  test('whoever fills in what people do not see gets the same page, and nothing happens', async () => {
    const fields = fresh({ fax: '+48 1' });
    expect(readable((await apply(fields)).text)).toContain('Sprawdź pocztę');
    expect(await exchange.query('SELECT FROM application WHERE email = $1', [fields['email']])).toEqual([]);
  });
  test('too quick, without a stamp or with a made-up one: asked once more', async () => {
    const visitor = visitorOf(exchange);
    const blank = filledForm((await visitor.get('/join')).text, '/join/check');
    for (const stamp of [blank['stamp'] ?? '', '', '0.AAAAAAAAAAAAAAAAAAAAAA', 'x'.repeat(500)]) {
      const answer = await visitor.post('/join', { ...fresh(), stamp, submissionKey: crypto.randomUUID() });
      expect([answer.status, readable(answer.text).includes('bardzo szybko')]).toEqual([422, true]);
    }
  });
  test('limits: for one mail address nothing more happens, from one network it is said', async () => {
    const email = 'jedna@skrzynka.example';
    for (let i = 0; i < 5; i += 1) expect((await apply(fresh({ email }))).status).toBe(200);
    expect(await exchange.query('SELECT FROM application WHERE email = $1', [email])).toHaveLength(3);
    let last = 200;
    for (let i = 0; i < 21 && last === 200; i += 1) last = (await apply(fresh())).status;
    expect(last).toBe(429);
  });
});

