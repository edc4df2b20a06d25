// Loaded into every entry: ends it in good order when bin/run.mjs is killed with kill -9, so that the next start
// finds the port and the data directory free.
const parent = process.ppid;

const watch = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(watch);
  process.kill(process.pid, 'SIGTERM');
}, 250).unref();
