import Handlebars from 'handlebars';
import type juiceModule from 'juice';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
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

/* Slow to load and not needed before the first mail. */
const require = createRequire(import.meta.url);

/* Of HTML, the text ones are without. */
const HTML_PARTIAL = /^mail-/;
const MARK = '<!--part-->';

/*
 * The style sheet of the layout is written into the templates once, file by file, not into every mail. A part is seen
 * as it stands in the layout's body, so its rules name the element itself, or `.mail` around it.
 */
function inliner(layout: string): { layout: string; part(source: string): string } {
  const juice = require('juice') as typeof juiceModule;
  const style = /<style>[\s\S]*?<\/style>/.exec(layout)?.[0] ?? '';
  return {
    layout: juice(layout),
    part(source) {
      const inlined = juice(`${style}<table class="mail"><tr><td class="body">${MARK}${source}${MARK}</td></tr></table>`);
      return inlined.split(MARK)[1] ?? '';
    },
  };
}

function registerPartials(handlebars: typeof Handlebars, directory: string, inlined: (source: string) => string): void {
  for (const file of readdirSync(directory).filter((name) => name.endsWith('.hbs'))) {
    const source = readFileSync(join(directory, file), 'utf8');
    handlebars.registerPartial(file.slice(0, -'.hbs'.length), HTML_PARTIAL.test(file) ? inlined(source) : source);
  }
}

/** No more than one empty line in a row, none at the ends, no spaces at line ends. */
function tidy(text: string): string {
  return `${text.replace(/[ \t]+$/gm, '').replace(/\n{3,}/g, '\n\n').trim()}\n`;
}

function createTemplates(views: string): { layout: HandlebarsTemplateDelegate; partsOf(mail: string): Parts } {
  const handlebars = Handlebars.create();
  handlebars.registerHelper(helpers);
  const inlined = inliner(readFileSync(join(views, 'layouts', 'email.hbs'), 'utf8'));
  registerPartials(handlebars, join(views, 'emails', 'partials'), inlined.part);
  const cache = new Map<string, Parts>();

  const source = (mail: string, part: string): string => readFileSync(join(views, 'emails', mail, `${part}.hbs`), 'utf8');
  const plain = (text: string) => handlebars.compile(text, { noEscape: true });
  return {
    layout: handlebars.compile(inlined.layout),
    partsOf(mail) {
      let parts = cache.get(mail);
      if (!parts) {
        const html = handlebars.compile(inlined.part(source(mail, 'body.html')));
        parts = { subject: plain(source(mail, 'subject.txt')), text: plain(source(mail, 'body.txt')), html };
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
