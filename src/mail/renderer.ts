import Handlebars from 'handlebars';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '../kernel/actor.ts';
import { helpers } from '../templates/helpers.ts';
import type { Messages } from '../templates/i18n.ts';

export interface RenderedMail {
  subject: string;
  text: string;
  html: string;
}

/** Renders the three parts of a mail in the recipient's language. */
export type RenderMail = (mail: string, lang: Language, data: object) => RenderedMail;

interface Parts {
  subject: HandlebarsTemplateDelegate;
  text: HandlebarsTemplateDelegate;
  html: HandlebarsTemplateDelegate;
}

/* Of HTML, the text ones are without. */
const HTML_PARTIAL = /^mail-/;

/** The files of a folder of views: HTML with the styles in its elements (`npm run mails`), text as it is. */
function filesIn(views: string) {
  const inlined = JSON.parse(readFileSync(join(views, 'emails', 'inlined.json'), 'utf8')) as Record<string, string>;
  return {
    html(file: string): string {
      const source = inlined[file];
      if (source === undefined) throw new Error(`no ${file} in views/emails/inlined.json: run npm run mails`);
      return source;
    },
    text: (file: string): string => readFileSync(join(views, file), 'utf8'),
  };
}

/** No more than one empty line in a row, none at the ends, no spaces at line ends. */
function tidy(text: string): string {
  return `${text.replace(/[ \t]+$/gm, '').replace(/\n{3,}/g, '\n\n').trim()}\n`;
}

function createTemplates(views: string): { layout: HandlebarsTemplateDelegate; partsOf(mail: string): Parts } {
  const handlebars = Handlebars.create();
  handlebars.registerHelper(helpers);
  const files = filesIn(views);
  for (const file of readdirSync(join(views, 'emails', 'partials')).filter((name) => name.endsWith('.hbs'))) {
    const read = HTML_PARTIAL.test(file) ? files.html : files.text;
    handlebars.registerPartial(file.slice(0, -'.hbs'.length), read(`emails/partials/${file}`));
  }
  const cache = new Map<string, Parts>();
  const plain = (file: string) => handlebars.compile(files.text(file), { noEscape: true });
  return {
    layout: handlebars.compile(files.html('layouts/email.hbs')),
    partsOf(mail) {
      let parts = cache.get(mail);
      if (!parts) {
        const html = handlebars.compile(files.html(`emails/${mail}/body.html.hbs`));
        parts = { subject: plain(`emails/${mail}/subject.txt.hbs`), text: plain(`emails/${mail}/body.txt.hbs`), html };
        cache.set(mail, parts);
      }
      return parts;
    },
  };
}

/** Templates are read and compiled at their first use and kept. */
export function createMailRenderer(views: string, messages: Messages, baseUrl: string): RenderMail {
  let templates: ReturnType<typeof createTemplates> | null = null;
  return (mail, lang, data) => {
    templates ??= createTemplates(views);
    const parts = templates.partsOf(mail);
    const root = { ...data, lang, t: messages.translate(lang), baseUrl };
    const subject = parts.subject(root).replace(/\s+/g, ' ').trim();
    const body = new Handlebars.SafeString(parts.html(root));
    return { subject, text: tidy(parts.text(root)), html: templates.layout({ ...root, subject, body }) };
  };
}
