import type { Route } from '../../web/route.ts';
import { boardPageRoutes } from './board.routes.ts';
import { embedRoutes, type EmbedDeps } from './embed.routes.ts';
import { feedRoutes } from './feeds.routes.ts';
import { sitemapRoutes, type SitemapDeps } from './sitemap.routes.ts';
import { suggestionRoutes } from './suggestions.routes.ts';

export type PublicDeps = EmbedDeps & SitemapDeps;

/** The board and all that is made of it for people, other sites and programs. */
export const boardRoutes = (deps: PublicDeps): Route[] => [
  ...boardPageRoutes(deps),
  ...suggestionRoutes(deps),
  ...feedRoutes(deps),
  ...embedRoutes(deps),
  ...sitemapRoutes(deps),
];
