import { addEventHandler } from 'jest-circus';

/** Milliseconds for a test or a hook that names no limit of its own: for what hangs, not for what a busy machine makes slow. */
const LIMIT = 60_000;

type Body = (...args: never[]) => unknown;

const limited = (body: Body, ms: number): (() => Promise<void>) => async () => {
  let late: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    late = setTimeout(() => reject(new Error(`not done after ${ms} ms`)), ms);
  });
  try {
    await Promise.race([(async () => body())(), tooLong]);
  } finally {
    clearTimeout(late);
  }
};

/* The runner takes tests and hooks as they were written and waits for each as long as it takes: one that hangs would never end. */
addEventHandler((event, { currentDescribeBlock: block }) => {
  if (event.name === 'add_test') {
    const added = block.children.at(-1);
    if (added?.type === 'test' && added.fn) added.fn = limited(added.fn, event.timeout ?? LIMIT);
  }
  if (event.name === 'add_hook') {
    const added = block.hooks.at(-1);
    if (added) added.fn = limited(added.fn, event.timeout ?? LIMIT);
  }
});
