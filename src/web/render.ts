import type { Express } from 'express';
import Handlebars from 'handlebars';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { helpers } from '../templates/helpers.ts';

/* A name is a helper of this list or a field, decided when a view is compiled instead of for every name of every page. */
const COMPILING: CompileOptions = {
  explicitPartialContext: true, preventIndent: true, knownHelpersOnly: true,
  knownHelpers: Object.fromEntries(Object.keys(helpers).map((name) => [name, true])),
};

type Done = (error: unknown, html?: string) => void;

/** Gives Express its views: read and compiled at their first use, then kept. */
export function useViews(app: Express, directory: string): void {
  const handlebars = Handlebars.create();
  handlebars.registerHelper(helpers);
  const kept = new Map<string, HandlebarsTemplateDelegate>();
  const template = (file: string): HandlebarsTemplateDelegate => {
    const found = kept.get(file) ?? handlebars.compile(readFileSync(file, 'utf8').trim(), COMPILING);
    kept.set(file, found);
    return found;
  };
  for (const file of readdirSync(join(directory, 'partials'))) {
    handlebars.registerPartial(file.replace(/\.hbs$/, ''), template(join(directory, 'partials', file)));
  }
  const render = (file: string, data: object & { layout?: string }): string => {
    const body = template(file)(data);
    return template(join(directory, 'layouts', `${data.layout ?? 'main'}.hbs`))({ ...data, body });
  };
  app.engine('hbs', (file: string, data: object, done: Done) => {
    try {
      done(null, render(file, data));
    } catch (error) {
      done(error);
    }
  });
  app.set('view engine', 'hbs');
  app.set('views', directory);
  app.enable('view cache');
}
