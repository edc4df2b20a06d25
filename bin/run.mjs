// Runs an entry of this project with a Node that is new enough, installing what is missing first:
//   node bin/run.mjs [--dev] <arguments for node>
// --dev: the entry needs the development dependencies too (tests, checks).
// Runs itself on Node 20, so that a bare checkout starts anywhere.
import { needsInstall, install } from './install.mjs';
import { runWithNode } from './node.mjs';

const given = process.argv.slice(2);
const dev = given[0] === '--dev';

if (needsInstall(dev)) await install(dev);
process.exitCode = await runWithNode(dev ? given.slice(1) : given);
