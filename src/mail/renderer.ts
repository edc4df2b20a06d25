import Handlebars from 'handlebars';
import juice from 'juice';
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

function registerPartials(handlebars: typeof Handlebars, directory: string): void {
  for (const file of readdirSync(directory).filter((name) => name.endsWith('.hbs'))) {
    handlebars.registerPartial(file.slice(0, -'.hbs'.length), readFileSync(join(directory, file), 'utf8'));
  }
}

/** No more than one empty line in a row, none at the ends, no spaces at line ends. */
function tidy(text: string): string {
  return `${text.replace(/[ \t]+$/gm, '').replace(/\n{3,}/g, '\n\n').trim()}\n`;
}

/** Templates are compiled at their first use and kept. */
export function createMailRenderer(views: string, messages: Messages, baseUrl: string): RenderMail {
  const handlebars = Handlebars.create();
  handlebars.registerHelper(helpers);
  registerPartials(handlebars, join(views, 'emails', 'partials'));
  const layout = handlebars.compile(readFileSync(join(views, 'layouts', 'email.hbs'), 'utf8'));
  const cache = new Map<string, Parts>();

  const read = (mail: string, part: string, noEscape: boolean) =>
    handlebars.compile(readFileSync(join(views, 'emails', mail, `${part}.hbs`), 'utf8'), { noEscape });
  const partsOf = (mail: string): Parts => {
    let parts = cache.get(mail);
    if (!parts) {
      parts = { subject: read(mail, 'subject.txt', true), text: read(mail, 'body.txt', true), html: read(mail, 'body.html', false) };
      cache.set(mail, parts);
    }
    return parts;
  };

  return (mail, lang, data) => {
    const parts = partsOf(mail);
    const root = { ...data, lang, t: messages.translate(lang), baseUrl };
    const subject = parts.subject(root).replace(/\s+/g, ' ').trim();
    const body = new Handlebars.SafeString(parts.html(root));
    return { subject, text: tidy(parts.text(root)), html: juice(layout({ ...root, subject, body })) };
  };
}
