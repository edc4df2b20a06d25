import { basename } from 'node:path';
import { calls, everythingSpelled, filesOf, fits, objects, propertySpelled, readText, sources, spelled } from './source.ts';

const named = (file: string, folder: string): string => file.slice(`views/${folder}`.length, -'.hbs'.length);

const all = filesOf('views/**/*.hbs').map((file) => ({ file, text: readText(file) }));
const pages = filesOf('views/**/*.hbs').filter((file) => !/^views\/(layouts|partials|emails)\//.test(file)).map((file) => named(file, ''));
const inCode = sources.flatMap(everythingSpelled);

const RENDERED = new Set(['page', 'invalidForm', 'render']);
const rendered = calls.filter(({ name }) => RENDERED.has(name)).flatMap((call) => spelled(call.arguments[0]));

describe('pages', () => {
  test('every view is rendered', () => {
    expect(pages.filter((view) => !inCode.some((what) => fits(view, what)))).toEqual([]);
  });

  test('every rendered view exists', () => {
    expect(rendered.length).toBeGreaterThan(5);
    expect(rendered.filter((what) => !pages.some((view) => fits(view, what)))).toEqual([]);
  });

  test('every layout is used', () => {
    const layouts = filesOf('views/layouts/*.hbs').map((file) => basename(file, '.hbs'));
    expect(layouts.filter((layout) => layout !== 'email' && !inCode.includes(layout))).toEqual([]);
  });
});

/** Partials of pages and of mails live apart: each renderer knows its own folder. */
describe.each([
  ['pages', 'partials', all.filter(({ file }) => !file.startsWith('views/emails/'))],
  ['mails', 'emails/partials', all.filter(({ file }) => file.startsWith('views/emails/'))],
])('partials of %s', (_, folder, users) => {
  const partials = filesOf(`views/${folder}/*.hbs`).map((file) => basename(file, '.hbs'));
  const used = new Set(users.flatMap(({ text }) => [...text.matchAll(/\{\{~?#?> *([\w-]+)/g)].map((found) => found[1] ?? '')));
  const chosenByData = users.some(({ text }) => /\{\{~?#?> *\(/.test(text));

  test('every partial is used', () => {
    expect(partials.filter((partial) => !used.has(partial) && !(chosenByData && inCode.includes(partial)))).toEqual([]);
  });

  test('every partial that is used exists', () => {
    expect([...used].filter((partial) => !partials.includes(partial))).toEqual([]);
  });
});

describe('mails', () => {
  const PARTS = ['body.html.hbs', 'body.txt.hbs', 'subject.txt.hbs'];
  const folders = new Map<string, string[]>();
  for (const file of filesOf('views/emails/*/*.hbs')) {
    const [, , folder = '', part = ''] = file.split('/');
    if (folder !== 'partials') folders.set(folder, [...(folders.get(folder) ?? []), part].sort());
  }
  // What is handed to the mailer says which mail it is and why it is sent.
  const sent = objects.filter((one) => propertySpelled(one, 'why').length > 0).flatMap((one) => propertySpelled(one, 'kind'));

  test('every mail has its three parts', () => {
    expect([...folders].filter(([, parts]) => parts.join() !== PARTS.join())).toEqual([]);
  });

  test('every mail that is sent exists, and every one that exists is sent', () => {
    expect(sent.length).toBeGreaterThan(0);
    expect([...new Set(sent)].sort()).toEqual([...folders.keys()].sort());
  });
});

test('templates escape everything but the body of a layout', () => {
  const raw = all.flatMap(({ file, text }) =>
    [...text.matchAll(/\{\{\{[^}]*\}\}\}|\{\{~?&[^}]*\}\}/g)]
      .filter(([what]) => !(file.startsWith('views/layouts/') && what === '{{{body}}}'))
      .map(([what]) => `${file}: ${what}`),
  );
  expect(raw).toEqual([]);
});

test('templates carry no script and no style of their own; mails have their styles in their layout', () => {
  const inline = all.filter(({ file, text }) => file !== 'views/layouts/email.hbs' && /<style|\sstyle=|\son\w+="|<script(?![^>]*\ssrc=)/.test(text));
  expect(inline.map(({ file }) => file)).toEqual([]);
});
