import { join } from 'node:path';
import { fieldName, inOrder } from '../../../src/features/posts/post-form.view.ts';
import { errorTexts } from '../../../src/templates/error-texts.ts';
import { loadMessages } from '../../../src/templates/i18n.ts';

const messages = loadMessages(join(import.meta.dirname, '../../../locales'));
const EMPTY = { key: 'form.missing' };
const ERRORS = { cpv: EMPTY, quantity: EMPTY, reach: EMPTY, title: EMPTY, town: EMPTY };

const summary = (lang: 'pl' | 'en', kind: 'need' | 'offer') => {
  const t = messages.translate(lang);
  return errorTexts(inOrder(ERRORS), { t, lang }, (field) => fieldName({ t, kind }, field)).errorList;
};

test('the summary goes down the form, whatever order the faults were found in', () => {
  for (const kind of ['need', 'offer'] as const)
    expect(summary('pl', kind).map(({ href }) => href)).toEqual(['#title', '#quantity', '#town', '#reach', '#cpv']);
});

test('it names each field, without the question mark of a question', () => {
  const [title] = summary('pl', 'need');
  expect(title?.text).toBe('Czego potrzebujecie: Uzupełnij to pole.');
  expect(summary('en', 'need')[0]?.text).toBe('What do you need: Fill in this field.');
  for (const { text } of [...summary('pl', 'offer'), ...summary('en', 'offer')]) expect(text).not.toContain('?:');
});
