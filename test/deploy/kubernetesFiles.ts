import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const ROOT = path.resolve(import.meta.dirname, '../..');
const DIR = path.join(ROOT, 'deploy/kubernetes');
const KUSTOMIZATION = 'kustomization.yaml';
/** One document of a file: its text, and what the others call it. */
export interface Manifest {
  file: string;
  kind: string;
  name: string;
  text: string;
}

export const files = (await readdir(DIR, { recursive: true }))
  .filter((file) => /\.(yaml|env|conf)$/.test(file))
  .sort();
export const texts = new Map(
  await Promise.all(files.map(async (file) => [file, await readFile(path.join(DIR, file), 'utf8')] as const)),
);
export const kustomizations = files.filter((file) => path.basename(file) === KUSTOMIZATION);
export const manifests = files
  .filter((file) => file.endsWith('.yaml') && !kustomizations.includes(file))
  .flatMap((file) => manifestsIn(file));
export const workloads = manifests.filter(({ kind }) => ['Deployment', 'StatefulSet'].includes(kind));
export const repository = (file: string) => readFile(path.join(ROOT, file), 'utf8');

export function textOf(file: string): string {
  const text = texts.get(file);
  if (text === undefined) throw new Error(`deploy/kubernetes/${file} is not there`);
  return text;
}

export function manifestsIn(file: string): Manifest[] {
  return textOf(file)
    .split(/^---$/m)
    .map((text) => ({
      file,
      text,
      kind: /^kind: (\w+)$/m.exec(text)?.[1] ?? '',
      name: /^metadata:\n(?: {2}.*\n)*? {2}name: (\S+)$/m.exec(text)?.[1] ?? '',
    }));
}

export function parseEnv(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [name!, value!]),
  );
}

/** The items of a list at the top of a file: `resources:` and below it `  - name`. */
export function listIn(text: string, key: string): string[] {
  const block = new RegExp(`^${key}:\\n((?: {2}.*\\n)+)`, 'm').exec(text)?.[1] ?? '';
  return [...block.matchAll(/^ {2}- (\S+)$/gm)].map(([, item]) => item!);
}

/** A kustomization with all that it builds on, itself last. */
export function builtFrom(kustomization: string): string[] {
  const text = textOf(kustomization);
  const folders = [...listIn(text, 'resources'), ...listIn(text, 'components')].filter(
    (item) => !item.endsWith('.yaml'),
  );
  const inner = folders.map((folder) => path.join(path.dirname(kustomization), folder, KUSTOMIZATION));
  return [...inner.flatMap(builtFrom), kustomization];
}

/** The files that a kustomization itself names, as paths in the folder of all. */
export function filesOf(kustomization: string): string[] {
  const text = textOf(kustomization);
  const named = [
    ...listIn(text, 'resources').filter((item) => item.endsWith('.yaml')),
    ...[...text.matchAll(/^ +(?:- )?path: (\S+\.yaml)$/gm)].map(([, file]) => file!),
    ...[...text.matchAll(/^ +(?:envs|files): \[(.+)\]$/gm)].flatMap(([, list]) => list!.split(', ')),
  ];
  return named.map((file) => path.join(path.dirname(kustomization), file));
}

export function manifestsOf(kustomization: string): Manifest[] {
  return builtFrom(kustomization).flatMap((each) =>
    listIn(textOf(each), 'resources')
      .filter((item) => item.endsWith('.yaml'))
      .flatMap((item) => manifestsIn(path.join(path.dirname(each), item))),
  );
}

export function valuesIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, value]) => value!);
}
