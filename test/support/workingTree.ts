import { execFile, spawn } from 'node:child_process';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

export const ROOT = path.resolve(import.meta.dirname, '../..');
const LIST_MAX_BYTES = 16 * 1024 * 1024;
/** Variables that would make a command behave as in a test, or as on this machine, and not as in a fresh shell. */
const NOT_HANDED_ON =
  /^(VITEST|TEST$|NODE_ENV$|NODE_OPTIONS$|AGROBOT_|COMPOSE_|OPENAI_|OPENWEATHERMAP_|REDIS_URL$|npm_)/;

export function freshEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !NOT_HANDED_ON.test(name)));
}

/** Copies what git has or would take into a folder: no secret, no build, no dependency. */
export async function copyWorkingTree(to: string): Promise<void> {
  const list = await promisify(execFile)('git', ['ls-files', '-z', '-co', '--exclude-standard'], {
    cwd: ROOT,
    maxBuffer: LIST_MAX_BYTES,
  });
  // A file that was deleted and not yet committed is still listed.
  await Promise.all(
    list.stdout
      .split('\0')
      .filter(Boolean)
      .map((file) => copyPath(file, to).catch(unlessGone)),
  );
}

/** Copies a file or folder of the working tree to the same place below another folder. */
export function copyPath(file: string, to: string): Promise<void> {
  return cp(path.join(ROOT, file), path.join(to, file), { recursive: true, preserveTimestamps: true });
}

function unlessGone(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

/** Runs a shell command that ends at its first failure; rejects with all that it printed where it fails. */
export function runShell(
  command: string,
  { input, ...options }: { cwd: string; env: NodeJS.ProcessEnv; input?: string },
): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['-e', '-c', command], { ...options, stdio: 'pipe' });
    const chunks: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    }
    // A command may end before it has read what there is for it; its exit status tells what went wrong.
    child.stdin.on('error', () => undefined);
    child.once('error', reject);
    child.once('close', (code) => {
      const output = Buffer.concat(chunks).toString();
      if (code === 0) resolve(output);
      else reject(new Error(`${command.trim()}\nended with ${code}:\n${output}`));
    });
    child.stdin.end(input);
  });
}
