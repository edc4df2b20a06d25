import type { Express } from 'express';
import { join } from 'node:path';
import { create } from 'express-handlebars';
import { helpers } from '../templates/helpers.ts';

/** Gives Express its views: compiled once, then kept. */
export function useViews(app: Express, directory: string): void {
  const handlebars = create({
    extname: '.hbs',
    layoutsDir: join(directory, 'layouts'),
    partialsDir: join(directory, 'partials'),
    defaultLayout: 'main',
    helpers,
    compilerOptions: { explicitPartialContext: true, preventIndent: true },
  });
  app.engine('hbs', (path, options, done) => void handlebars.engine(path, options, done));
  app.set('view engine', 'hbs');
  app.set('views', directory);
  app.enable('view cache');
}
