import { appendFile, mkdir, mkdtemp, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { copyPath, copyWorkingTree, freshEnvironment, ROOT, runShell } from '../support/workingTree.js';

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
  await copyWorkingTree(root);
  await copyPath('dist', root);
  await symlink(path.join(ROOT, 'node_modules'), path.join(root, 'node_modules'), 'dir');
  await tellCompiler(root);
  // The copied folders are newer than the build; the sources in them are not.
  const now = new Date();
  await utimes(path.join(root, 'dist/.built'), now, now);

  const env = {
    ...freshEnvironment(),
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
}

/** The compiler knows dependencies by where the link leads; without this it would build everything anew: 11 s more. */
async function tellCompiler(root: string): Promise<void> {
  const file = path.join(root, 'dist/.tsbuildinfo');
  const there = path.relative(path.dirname(file), path.join(ROOT, 'node_modules')).replaceAll(path.sep, '/');
  await writeFile(file, (await readFile(file, 'utf8')).replaceAll('"../node_modules/', `"${there}/`));
}
