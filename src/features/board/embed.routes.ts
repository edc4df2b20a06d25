import { readFileSync } from 'node:fs';
import { LANGUAGES, visitor } from '../../kernel/actor.ts';
import { paths } from '../../paths.ts';
import type { Messages } from '../../templates/i18n.ts';
import { anyone } from '../../web/policies.ts';
import { get, one, page, text, type PageRequest, type Reply, type Route } from '../../web/route.ts';
import type { BoardDeps } from './board.routes.ts';
import { embedState } from './embed.form.ts';
import { embedInstructionsView, embedView } from './embed.view.ts';
import { findPosts } from './find-posts.ts';
import { postRowView } from './post-row.view.ts';

export interface EmbedDeps extends BoardDeps {
  /** File of the script that other sites load. */
  embedScriptFile: string;
  messages: Messages;
}

async function embeddedBoard(deps: BoardDeps, request: PageRequest): Promise<Reply> {
  const { t, lang } = request;
  const embed = embedState(request.query, deps.vocabulary);
  const { result, rows } = await findPosts(deps, { actor: visitor, lang }, embed.state);
  const figures = await deps.figures.needFigures(rows.filter(({ kind }) => kind === 'need').map(({ id }) => id));
  const words = new Set(deps.analyser.analyse(result.didYouMean ?? embed.state.text, lang).keys);
  const reader = { t, lang, from: null, runs: (title: string) => deps.analyser.highlight(title, words) };
  const shown = rows.map((row) => postRowView(row, figures.get(row.id), reader));
  return page('board/embed', embedView({ t, lang, vocabulary: deps.vocabulary }, embed, result.total, shown), { layout: 'embed' });
}

function instructions({ vocabulary, baseUrl, messages }: EmbedDeps, { t, lang, query }: PageRequest): Reply {
  const language = LANGUAGES.find((known) => known === one(query['language'])) ?? lang;
  const asked = { t: messages.translate(language), lang: language };
  return page('board/embed-instructions', embedInstructionsView({ t, lang, vocabulary }, embedState(query, vocabulary), asked, baseUrl));
}

/** The board inside other sites, the script that fits its height, and how to put it there. */
export function embedRoutes(deps: EmbedDeps): Route[] {
  const script = readFileSync(deps.embedScriptFile, 'utf8');
  return [
    { ...get(paths.embed(), anyone, (request) => embeddedBoard(deps, request)), open: 'framed' },
    { ...get(paths.embedScript(), anyone, () => text(script, 'text/javascript', { 'Cache-Control': 'public, max-age=3600' })), open: 'document' },
    get(paths.embedInstructions(), anyone, (request) => instructions(deps, request)),
  ];
}
