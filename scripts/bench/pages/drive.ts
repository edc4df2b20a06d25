import { Agent, request, type IncomingMessage } from 'node:http';

/** A request as a program sends it. */
export interface Shot {
  /** What kind of request it is, for the figures. */
  name: string;
  path: string;
  headers: Readonly<Record<string, string>>;
  /** Fields of a form to be posted; null: the page is asked for. */
  body: string | null;
  /** True of an answer as it should be. */
  isRight(status: number): boolean;
}

/** What came of driving a server. */
export interface Drive {
  seconds: number;
  /** Milliseconds of every answer, by the kind of request. */
  times: ReadonlyMap<string, readonly number[]>;
  /** What went wrong, as text. */
  errors: readonly string[];
}

/** Keeps the connections of one driver open. */
export const keptAlive = (connections: number): Agent => new Agent({ keepAlive: true, maxSockets: connections });

function answered(agent: Agent, baseUrl: string, shot: Shot): Promise<number> {
  return new Promise((resolve, reject) => {
    const posted = shot.body === null ? {} : { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(shot.body) };
    const asked = request(new URL(shot.path, baseUrl), {
      agent, method: shot.body === null ? 'GET' : 'POST', headers: { ...shot.headers, ...posted },
    }, (answer: IncomingMessage) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode ?? 0));
      answer.once('error', reject);
    });
    asked.once('error', reject);
    asked.end(shot.body ?? undefined);
  });
}

/**
 * Asks from so many connections at once, each as soon as it has its answer, until the time is over. `next` gives the
 * shots; the same agent may be used again.
 */
export async function drive(baseUrl: string, agent: Agent, seconds: number, next: () => Shot): Promise<Drive> {
  const times = new Map<string, number[]>();
  const errors: string[] = [];
  const started = performance.now();
  const end = started + seconds * 1_000;
  const one = async (): Promise<void> => {
    while (performance.now() < end) {
      const shot = next();
      const asked = performance.now();
      const status = await answered(agent, baseUrl, shot).catch((error: unknown) => String(error));
      const known = times.get(shot.name) ?? [];
      known.push(performance.now() - asked);
      times.set(shot.name, known);
      if (typeof status === 'string' || !shot.isRight(status)) errors.push(`${shot.name} ${shot.path}: ${status}`);
    }
  };
  await Promise.all(Array.from({ length: agent.maxSockets }, one));
  return { seconds: (performance.now() - started) / 1_000, times, errors };
}

/** Answers a second. */
export const pace = ({ times, seconds }: Drive): number => [...times.values()].reduce((sum, list) => sum + list.length, 0) / seconds;
