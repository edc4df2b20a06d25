import { SMTPServer } from 'smtp-server';

/**
 * How the mail server behaves: takes mail; refuses for now (4xx); says nothing; drops the line in the middle of the
 * message; takes the mail and drops the line before it can say so.
 */
export type MailFault = 'none' | 'refuses' | 'hangs' | 'drops' | 'answers-too-late';

export interface Accepted {
  messageId: string;
  /** On the clock of `performance.now()`. */
  at: number;
  /** The sender was not told that the mail was taken, so it has to send it again. */
  untold: boolean;
}

export interface FaultyMailServer {
  url: string;
  accepted: readonly Accepted[];
  fault: MailFault;
  stop(): Promise<void>;
}

const idOf = (raw: string): string => /^message-id:\s*(<[^>]+>)/im.exec(raw)?.[1] ?? '';

/** A mail server of this machine that can be told to misbehave. */
export async function startFaultyMailServer(): Promise<FaultyMailServer> {
  const accepted: Accepted[] = [];
  const connections = new Map<string, () => void>();
  const state: { fault: MailFault } = { fault: 'none' };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    logger: false,
    socketTimeout: 15_000,
    onConnect(_session, callback) {
      if (state.fault === 'refuses') return callback(Object.assign(new Error('later, please'), { responseCode: 421 }));
      if (state.fault !== 'hangs') callback();
    },
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      const { fault } = state;
      const drop = (): void => connections.get(`${session.remoteAddress}:${session.remotePort}`)?.();
      if (fault === 'drops') return drop();
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('error', callback);
      stream.on('end', () => {
        const messageId = idOf(Buffer.concat(chunks).toString('utf8'));
        accepted.push({ messageId, at: performance.now(), untold: fault === 'answers-too-late' });
        if (fault === 'answers-too-late') drop();
        else callback(null);
      });
    },
  });
  server.on('error', () => undefined); // A line that was cut: it is what this server is for.
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, '127.0.0.1', () => {
      const address = listening.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
    listening.on('connection', (socket) => {
      const key = `${socket.remoteAddress}:${socket.remotePort}`;
      connections.set(key, () => socket.destroy());
      socket.on('close', () => connections.delete(key));
    });
  });
  return {
    url: `smtp://127.0.0.1:${port}`,
    accepted,
    get fault() {
      return state.fault;
    },
    set fault(fault) {
      state.fault = fault;
    },
    async stop() {
      for (const drop of connections.values()) drop();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
