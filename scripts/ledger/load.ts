import { randomUUID } from 'node:crypto';
import { addDays, today } from '../../src/kernel/dates.ts';
import { openBrowser, type Browser, type SeenPage } from '../support/browser.ts';
import type { Random } from '../support/random.ts';
import { PASSWORD } from './people.ts';

/** What the server said yes to: that, and only once, must be in the database at the end. */
export interface Acknowledged {
  /** By submission key: the id of the post. */
  posts: Map<string, string>;
  /** Ids of commitments whose proposal was answered with a page. */
  proposals: Set<string>;
  /** Ids of commitments whose acceptance was answered with a page. */
  acceptances: Set<string>;
  /** Requests sent again because no answer came, or a bad one. */
  retries: number;
}

export interface Load {
  done: Acknowledged;
  stop(): Promise<void>;
}

const THINGS = ['Przyłbice ochronne', 'Maseczki medyczne', 'Fartuchy barierowe', 'Rękawice nitrylowe', 'Filament PLA'];
const ID = /[0-9a-f]{8}-[0-9a-f-]{27}/;
const PAUSE = 150;
/** Between two turns, so that one with nothing to do leaves the others theirs. */
const rest = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 20));

class Actors {
  readonly done: Acknowledged = { posts: new Map(), proposals: new Set(), acceptances: new Set(), retries: 0 };
  readonly #needs: { id: string; owner: Browser }[] = [];
  readonly #waiting: { id: string; owner: Browser }[] = [];
  readonly #random: Random;
  stopped = false;

  constructor(random: Random) {
    this.#random = random;
  }

  /* As a person would: again until there is an answer. Null: the load was stopped before. */
  async #insist(attempt: () => Promise<SeenPage | null>): Promise<SeenPage | null> {
    while (!this.stopped) {
      try {
        const page = await attempt();
        if (page && page.status < 500) return page;
      } catch {
        // No connection, or a page that is no page: the server is down.
      }
      this.done.retries += 1;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
    return null;
  }

  async signIn(baseUrl: string, address: string): Promise<Browser> {
    const browser = openBrowser(baseUrl);
    await this.#insist(() => browser.signIn(address, PASSWORD));
    return browser;
  }

  async publish(browser: Browser, kind: 'need' | 'offer'): Promise<void> {
    const key = randomUUID();
    const fields = {
      title: `${this.#random.pick(THINGS)} ${key.slice(0, 8)}`, town: 'Bydgoszcz', unit: 'szt', language: 'pl', quantity: '100',
      submissionKey: key, intent: 'publish', ...(kind === 'need' ? { neededBy: addDays(today(new Date()), 20) } : {}),
    };
    const page = await this.#insist(async () => browser.submit(await browser.get(`/posts/new?kind=${kind}`), '/posts', fields));
    const id = page?.status === 200 ? ID.exec(page.path)?.[0] : undefined;
    if (id === undefined) return;
    this.done.posts.set(key, id);
    if (kind === 'need') this.#needs.push({ id, owner: browser });
  }

  async propose(browser: Browser): Promise<void> {
    if (this.#needs.length === 0) return;
    const need = this.#random.pick(this.#needs);
    const form = await this.#insist(() => browser.get(`/posts/${need.id}/proposals/new`));
    if (form?.status !== 200) return;
    const fields = { quantity: '10', by: addDays(today(new Date()), 10) };
    const page = await this.#insist(() => browser.submit(form, '/proposals', fields));
    const id = page?.status === 200 && page.path.startsWith('/commitments/') ? ID.exec(page.path)?.[0] : undefined;
    if (id === undefined) return;
    this.done.proposals.add(id);
    this.#waiting.push({ id, owner: need.owner });
  }

  async accept(): Promise<void> {
    const one = this.#waiting.shift();
    if (!one) return;
    const page = await this.#insist(async () => {
      const shown = await one.owner.get(`/commitments/${one.id}`);
      return shown.status === 200 && shown.html.includes(`/commitments/${one.id}/acceptance`)
        ? one.owner.submit(shown, '/acceptance', {})
        : shown;
    });
    if (page?.status === 200 && !page.html.includes(`/commitments/${one.id}/acceptance`)) this.done.acceptances.add(one.id);
  }
}

/** Clinics ask and accept, firms offer and propose, all at once and without rest. */
export async function startLoad(baseUrl: string, people: { clinics: string[]; firms: string[] }, random: Random): Promise<Load> {
  const actors = new Actors(random);
  const loop = async (address: string, turn: (browser: Browser) => Promise<void>): Promise<void> => {
    const browser = await actors.signIn(baseUrl, address);
    while (!actors.stopped) {
      await turn(browser);
      await rest();
    }
  };
  const loops = [
    ...people.clinics.map((address) => loop(address, async (browser) => {
      await actors.publish(browser, 'need');
      for (let at = 0; at < 4; at += 1) await actors.accept();
    })),
    ...people.firms.map((address, at) => loop(address, async (browser) => {
      if (at % 3 === 0) await actors.publish(browser, 'offer');
      await actors.propose(browser);
    })),
  ];
  return {
    done: actors.done,
    async stop() {
      actors.stopped = true;
      await Promise.all(loops);
    },
  };
}
