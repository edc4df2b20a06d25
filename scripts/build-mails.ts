/**
 * Writes the style sheet of views/layouts/email.hbs into the layout and into every part of a mail that is HTML, since
 * many mail programs read styles nowhere else: views/emails/inlined.json, by file. The worker only fills them in. With
 * `--check` nothing is written: fails when the committed file is out of date.
 */
import juice from 'juice';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const VIEWS = join(import.meta.dirname, '..', 'views');
const INLINED = join(VIEWS, 'emails', 'inlined.json');
const MARK = '<!--part-->';

const read = (file: string): string => readFileSync(join(VIEWS, file), 'utf8');
const layout = read('layouts/email.hbs');
const style = /<style>[\s\S]*?<\/style>/.exec(layout)?.[0] ?? '';

/* A part is seen as it stands in the layout's body, so its rules name the element itself, or `.mail` around it. */
function inlined(source: string): string {
  const page = juice(`${style}<table class="mail"><tr><td class="body">${MARK}${source}${MARK}</td></tr></table>`);
  return page.split(MARK)[1] ?? '';
}

const parts = [...globSync('emails/partials/mail-*.hbs', { cwd: VIEWS }), ...globSync('emails/*/body.html.hbs', { cwd: VIEWS })]
  .map((file) => file.replaceAll('\\', '/')).sort();
const written = { 'layouts/email.hbs': juice(layout), ...Object.fromEntries(parts.map((file) => [file, inlined(read(file))])) };
const json = `${JSON.stringify(written, null, 2)}\n`;
if (!process.argv.includes('--check')) writeFileSync(INLINED, json);
else if (readFileSync(INLINED, 'utf8') !== json) throw new Error('views/emails/inlined.json is out of date: run npm run mails');
console.log(`views/emails/inlined.json: ${parts.length + 1} files`);
