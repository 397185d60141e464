// Entry of the image: one container, one process. The engine restarts what ends, so no supervisor stands in between;
// everything that is no role is a command of `agrobot`.
const MAINS = {
  api: '../dist/api/main.js',
  worker: '../dist/workers/main.js',
  telegram: '../dist/telegram/main.js',
  // Not a service: it fills the folder of its second argument and ends.
  assets: '../dist/api/pages/main.js',
};

const [role, ...rest] = process.argv.slice(2);
const isRole = Object.hasOwn(MAINS, role ?? '') && (rest.length === 0 || role === 'assets');
await import(isRole ? MAINS[role] : './agrobot.mjs');
