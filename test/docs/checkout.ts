import { execFile, spawn } from 'node:child_process';
import { appendFile, cp, mkdir, mkdtemp, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const ROOT = path.resolve(import.meta.dirname, '../..');
const LIST_MAX_BYTES = 16 * 1024 * 1024;
/** Variables that would make a command behave as in a test, or as on this machine, and not as in a fresh shell. */
const NOT_HANDED_ON =
  /^(VITEST|TEST$|NODE_ENV$|NODE_OPTIONS$|AGROBOT_|OPENAI_|OPENWEATHERMAP_|REDIS_URL$|npm_)/;

/** A copy of the working tree in a folder of its own, to be changed at will. */
export interface Checkout {
  root: string;
  /** Runs a shell command in the root; rejects with its output where it fails. */
  run(command: string): Promise<string>;
  create(file: string, text: string): Promise<void>;
  append(file: string, text: string): Promise<void>;
  patch(diff: string): Promise<void>;
  remove(): Promise<void>;
}

/** Copies what git has or would take, with the build as it is; the dependencies are linked. */
export async function copyCheckout(): Promise<Checkout> {
  const root = await mkdtemp(path.join(tmpdir(), 'agrobot-how-to-'));
  const list = await promisify(execFile)('git', ['ls-files', '-z', '-co', '--exclude-standard'], {
    cwd: ROOT,
    maxBuffer: LIST_MAX_BYTES,
  });
  // A file that was deleted and not yet committed is still listed.
  await Promise.all(
    list.stdout
      .split('\0')
      .filter(Boolean)
      .map((file) => copy(file).catch(unlessGone)),
  );
  await copy('dist');
  await symlink(path.join(ROOT, 'node_modules'), path.join(root, 'node_modules'), 'dir');
  await tellCompiler(root);
  // The copied folders are newer than the build; the sources in them are not.
  const now = new Date();
  await utimes(path.join(root, 'dist/.built'), now, now);

  const env = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !NOT_HANDED_ON.test(name))),
    // What stands above the copy is not its repository.
    GIT_CEILING_DIRECTORIES: path.dirname(root),
  };
  const at = (file: string) => path.join(root, file);

  return {
    root,
    run: (command) => runShell(command, { cwd: root, env }),
    async create(file, text) {
      await mkdir(path.dirname(at(file)), { recursive: true });
      await writeFile(at(file), text, { flag: 'wx' });
    },
    append: (file, text) => appendFile(at(file), text),
    async patch(diff) {
      await runShell('git apply -', { cwd: root, env, input: diff });
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };

  function copy(file: string) {
    return cp(path.join(ROOT, file), path.join(root, file), { recursive: true, preserveTimestamps: true });
  }
}

/** The compiler knows dependencies by where the link leads; without this it would build everything anew: 11 s more. */
async function tellCompiler(root: string): Promise<void> {
  const file = path.join(root, 'dist/.tsbuildinfo');
  const there = path.relative(path.dirname(file), path.join(ROOT, 'node_modules')).replaceAll(path.sep, '/');
  await writeFile(file, (await readFile(file, 'utf8')).replaceAll('"../node_modules/', `"${there}/`));
}

function unlessGone(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

function runShell(
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
