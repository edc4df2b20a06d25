import express, { type Express } from 'express';
import helmet from 'helmet';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { Logger } from 'pino';
import type { Messages } from '../templates/i18n.ts';
import { assetsOf, serveAssets } from './assets.ts';
import { errorPages } from './error-page.ts';
import { health, type Readiness } from './health.ts';
import { bounces, type TakeBounce } from './bounces.ts';
import { metrics, type Meter } from './metrics.ts';
import { compression } from './middleware/compression.ts';
import { knownTarget } from './middleware/known-target.ts';
import { language } from './middleware/language.ts';
import { requestLog } from './middleware/request-log.ts';
import { sameOrigin } from './middleware/same-origin.ts';
import { authentication, type SignInRules } from './passport.ts';
import { useViews } from './render.ts';
import { mountOpen } from './open-routes.ts';
import { mount } from './router.ts';
import type { Route } from './route.ts';
import { sessions, type SessionOptions } from './session.ts';

export interface AppOptions {
  /** Folder that holds `views` and `assets`. */
  root: string;
  routes: readonly Route[];
  messages: Messages;
  log: Logger;
  session: SessionOptions;
  signIn: SignInRules;
  readiness: Readiness;
  /** Told of every page that is begun; what it returns, that it is done. */
  begin: () => () => void;
  /** Address people use, for the origin check; null while it is only known from the request. */
  baseUrl: string | null;
  /** For machines: a monitor that reads figures, a mail server that reports bounces. A null token: not at all. */
  machines: { metricsToken: string | null; meter: () => Meter; bounceToken: string | null; takeBounce: TakeBounce };
  proxies: number;
  /** Other sites, as origins, to which our forms may lead. */
  formTargets: readonly string[];
  demo: boolean;
}

const contentSecurity = (formTargets: readonly string[]) => ({
  directives: {
    'default-src': ["'self'"],
    'font-src': ["'self'"],
    'img-src': ["'self'", 'data:'],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    // A form that leads to the organisation's own sign-in is redirected there.
    'form-action': ["'self'", ...formTargets],
    'frame-ancestors': ["'none'"],
    'style-src': ["'self'"],
    'upgrade-insecure-requests': null,
  },
});

/* Tells a page from the one before it, no more; the cryptographic hash that Express takes for it costs ten times as much. */
const pageTag = (body: Buffer | string): string => `W/"${body.length.toString(36)}-${crc32(body).toString(36)}"`;

/** The whole web side: what comes first is outermost. */
export function createApp(options: AppOptions): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', options.proxies);
  app.set('query parser', 'simple');
  app.set('etag', pageTag);
  useViews(app, join(options.root, 'views'));
  const assets = assetsOf(join(options.root, 'assets'));

  const { routes, demo, begin, session: { secure } } = options;
  const { metricsToken, meter, bounceToken, takeBounce } = options.machines;

  app.use(requestLog(options.log));
  const https = options.baseUrl?.startsWith('https') ?? false;
  app.use(helmet({ contentSecurityPolicy: contentSecurity(options.formTargets), strictTransportSecurity: https }));
  app.use(knownTarget);
  app.use(metrics(metricsToken, meter));
  app.use('/assets', serveAssets(join(options.root, 'assets')));
  app.use(health(options.readiness));
  app.use(compression);
  app.use(bounces(bounceToken, takeBounce));
  app.use(language(options.messages));
  app.use(mountOpen(routes, { assets, demo, begin, messages: options.messages }));
  app.use(sameOrigin(options.baseUrl));
  app.use(express.urlencoded({ extended: false, limit: '200kb', parameterLimit: 500 }));
  app.use(sessions(options.session));
  const auth = authentication(options.signIn);
  app.use(auth.middleware);
  app.use(mount(routes, { assets, demo, authentication: auth, secure, begin }));
  app.use(errorPages({ log: options.log, assets, demo }));
  return app;
}
