#!/usr/bin/env node
// Plain JavaScript that even an old Node can read: it gets everything else ready, then hands over to src/cli.
const [major, minor] = process.versions.node.split('.').map(Number);

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`AgroBot needs Node.js 20.19 or later; this is ${process.version}.`);
  console.error('Get it from https://nodejs.org, or with a version manager: nvm install 24');
  process.exit(1);
}

const { start } = await import('./start.mjs');
await start(process.argv.slice(2));
