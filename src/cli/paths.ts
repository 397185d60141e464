import path from 'node:path';

/** The folder of package.json, from src/cli as from dist/cli. */
const ROOT = path.resolve(import.meta.dirname, '../..');

/** The programs that the CLI starts. They are started, never imported. */
export const MAINS = {
  api: path.join(ROOT, 'dist', 'api', 'main.js'),
  worker: path.join(ROOT, 'dist', 'workers', 'main.js'),
  telegram: path.join(ROOT, 'dist', 'telegram', 'main.js'),
};

export const PACKAGE_FILE = path.join(ROOT, 'package.json');

/** Where a running instance keeps its state, its logs and its Redis: `var/`, or the folder of AGROBOT_VAR. */
export function varDir(env: NodeJS.ProcessEnv): string {
  return path.resolve(env.AGROBOT_VAR || path.join(ROOT, 'var'));
}

/** A Redis server that was downloaded; shared by all instances of this checkout. */
export const REDIS_BIN_DIR = path.join(ROOT, 'var', 'redis-bin');

/**
 * Node's options for a worker: its own objects take some 40 MB, but V8 lets the heap grow to several times that before
 * it looks for garbage. Measured after 12,000 questions: 276 MB (PSS) with it, 327 MB without. A smaller young
 * generation saved 7 MB more and cost 0.1 ms of CPU a question.
 * Who runs the worker's main without the launcher sets it in NODE_OPTIONS.
 */
export const WORKER_NODE_OPTIONS = ['--max-old-space-size=128'];
