import { createTraffic } from '../../../src/runtime/traffic.ts';

const begin = (traffic: ReturnType<typeof createTraffic>, pages: number) => Array.from({ length: pages }, () => traffic.begin());
/* After everything that waits for nothing else. */
const isOver = async (waiting: Promise<void>): Promise<boolean> =>
  Promise.race([waiting.then(() => true), new Promise<boolean>((resolve) => void setImmediate(() => resolve(false)))]);

test('while few pages are made nothing waits', async () => {
  const traffic = createTraffic();
  begin(traffic, 4);
  expect(await isOver(traffic.quiet())).toBe(true);
});

test('with more, whatever waits goes as soon as they are done', async () => {
  const traffic = createTraffic();
  const [first, second] = begin(traffic, 6);
  const waiting = [traffic.quiet(), traffic.quiet()];
  first?.();
  expect(await isOver(Promise.race(waiting))).toBe(false);
  second?.();
  await Promise.all(waiting);
  expect(await isOver(traffic.quiet())).toBe(true);
});

test('and after a second at the latest', async () => {
  const traffic = createTraffic();
  begin(traffic, 5);
  const started = performance.now();
  await traffic.quiet();
  expect(performance.now() - started).toBeGreaterThan(900);
});
