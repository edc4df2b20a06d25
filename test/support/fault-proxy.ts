import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What goes wrong between the exchange and its search server: nothing; nobody answers; answers come late; the
 * connection stands but nothing comes; a proxy answers with a page, with an error or with a success; the key is refused;
 * the server is another version; it takes tasks on and they fail, or never end.
 */
export type Fault =
  | 'none' | 'down' | 'slow' | 'half-open' | 'page-502' | 'page-200' | 'wrong-key' | 'other-version' | 'failing-tasks' | 'lost-tasks';

export interface FaultProxy {
  url: string;
  set(fault: Fault): void;
  /** Requests that have come since the last call. */
  requests(): number;
  close(): Promise<void>;
}

/** More than a search waits, less than the two seconds it may take: whoever waits too long shows it by the engine that answers. */
const LATE = 1_500;
const PAGE = '<!doctype html><html><head><title>502</title></head><body><h1>Bad gateway</h1></body></html>';

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function forward(target: string, incoming: IncomingMessage, response: ServerResponse, headers = {}): void {
  const outgoing = request(new URL(incoming.url ?? '/', target), {
    method: incoming.method, headers: { ...incoming.headers, host: new URL(target).host, ...headers },
  }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  outgoing.on('error', () => response.destroy());
  incoming.pipe(outgoing);
}

const isWrite = ({ method = '', url = '' }: IncomingMessage): boolean =>
  /\/documents(\/delete-batch)?(\?|$)/.test(url) && method !== 'GET';

type Answer = (target: string, incoming: IncomingMessage, response: ServerResponse) => void;

const taskAnswer = (status: 'failed' | 'enqueued'): Answer => (target, incoming, response) => {
  if (isWrite(incoming)) return json(response, 202, { taskUid: 7, status: 'enqueued' });
  if (/\/tasks\/7$/.test(incoming.url ?? '')) {
    return json(response, 200, { uid: 7, status, error: { code: 'internal', message: 'no space left on device' } });
  }
  forward(target, incoming, response);
};

const ANSWERS: Readonly<Record<Fault, Answer>> = {
  none: forward,
  down: (_target, incoming) => void incoming.socket.destroy(),
  slow: (target, incoming, response) => void setTimeout(() => forward(target, incoming, response), LATE),
  'half-open': () => undefined,
  'page-502': (_target, _incoming, response) => void response.writeHead(502, { 'content-type': 'text/html' }).end(PAGE),
  'page-200': (_target, _incoming, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end(PAGE),
  'wrong-key': (target, incoming, response) => forward(target, incoming, response, { authorization: 'Bearer of-somebody-else' }),
  'other-version': (_target, incoming, response) =>
    incoming.url === '/version' ? json(response, 200, { pkgVersion: '0.30.5' }) : void response.socket?.destroy(),
  'failing-tasks': taskAnswer('failed'),
  'lost-tasks': taskAnswer('enqueued'),
};

/** Stands between the exchange and its search server and makes one thing go wrong at a time. */
export async function faultProxy(target: string): Promise<FaultProxy> {
  let fault: Fault = 'none';
  let requests = 0;
  const server = createServer((incoming, response) => {
    requests += 1;
    ANSWERS[fault](target, incoming, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    set: (next) => {
      fault = next;
    },
    requests() {
      const came = requests;
      requests = 0;
      return came;
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
