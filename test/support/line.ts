import { createConnection, createServer, type Socket } from 'node:net';

/** The line between the application and its database: may go dead without a word, and be cut. */
export interface Line {
  port: number;
  /** Nothing passes any more, and neither side is told: connections are half open. */
  goDead(): void;
  /** Whatever hangs on the line is cut off, and nobody gets through. */
  cut(): void;
  /** Dead connections are cut, new ones pass. */
  heal(): void;
  stop(): Promise<void>;
}

/** Listens on a free port of this machine and passes everything on to `target`, until told otherwise. */
export async function startLine(target: number): Promise<Line> {
  const sockets = new Set<Socket>();
  let state: 'passes' | 'dead' | 'cut' = 'passes';
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
  };
  const cutAll = (): void => sockets.forEach((socket) => void socket.destroy());
  const server = createServer((near) => {
    keep(near);
    if (state === 'cut') return void near.destroy();
    if (state === 'dead') return void near.pause();
    const far = keep(createConnection(target, '127.0.0.1'));
    near.pipe(far).pipe(near);
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    goDead() {
      state = 'dead';
      for (const socket of sockets) socket.unpipe().pause();
    },
    cut() {
      state = 'cut';
      cutAll();
    },
    heal() {
      state = 'passes';
      for (const socket of sockets) if (socket.isPaused()) socket.destroy();
    },
    async stop() {
      cutAll();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}
