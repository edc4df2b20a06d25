import { In } from 'typeorm';
import type { Work } from '../../db/unit-of-work.ts';
import type { SearchDocument } from '../../search/port.ts';
import { isSearchable, postDocument } from './post.document.ts';
import type { PostCommandDeps } from './post-commands.ts';
import type { Post } from './post.ts';
import { PostSchema } from './post.schema.ts';

const PAGE = 500;
const NO_ID = '00000000-0000-0000-0000-000000000000';

type Deps = Omit<PostCommandDeps, 'search'>;

async function audiences(work: Work, ids: readonly string[]): Promise<Map<string, string[]>> {
  const rows = await work.manager.query<{ id: string; audience: string[] }[]>(
    `SELECT post_id AS id, array_agg(organisation_id) AS audience FROM post_audience WHERE post_id = ANY ($1::uuid[]) GROUP BY 1`, [ids]);
  return new Map(rows.map(({ id, audience }) => [id, audience]));
}

async function documentsOf(deps: Deps, work: Work, ids: readonly string[]): Promise<SearchDocument[]> {
  const posts = (await work.manager.findBy<Post>(PostSchema, { id: In([...ids]) })).filter(isSearchable);
  const [chosen, covered] = await Promise.all([audiences(work, ids), deps.guards.covered(work, posts)]);
  return posts
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((post) => postDocument(post, chosen.get(post.id) ?? [], covered.has(post.id), deps.analyser));
}

/** Those of the posts that are published, as they are now. */
export function documentsByIds(deps: Deps, ids: readonly string[]): Promise<SearchDocument[]> {
  return deps.uow.run((work) => documentsOf(deps, work, ids));
}

/** Every published post as a search document, in pages by id from behind `start`: what an index is rebuilt from. */
export async function* publishedDocuments(deps: Deps, start: string | null = null): AsyncGenerator<SearchDocument[]> {
  for (let after: string | undefined = start ?? NO_ID; after !== undefined; ) {
    const from: string = after;
    const { page, last } = await deps.uow.run(async (work) => {
      const rows = await work.manager.query<{ id: string }[]>(
        `SELECT id FROM post WHERE state = 'published' AND id > $1 ORDER BY id LIMIT $2`, [from, PAGE]);
      const ids = rows.map(({ id }) => id);
      return { page: await documentsOf(deps, work, ids), last: ids.at(-1) };
    });
    after = last;
    if (page.length > 0) yield page;
  }
}
