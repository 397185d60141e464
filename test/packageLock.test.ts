import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

interface LockedPackage {
  resolved?: string;
  optionalDependencies?: Record<string, string>;
}

const lock = JSON.parse(await readFile('package-lock.json', 'utf8')) as {
  packages: Record<string, LockedPackage>;
};
const names = new Set(
  Object.keys(lock.packages).map((path) => path.slice(path.lastIndexOf('node_modules/') + 13)),
);

it('names no registry', () => {
  expect(Object.values(lock.packages).filter(({ resolved }) => resolved !== undefined)).toEqual([]);
});

it('holds every platform build of a native package: npm drops those that its registry lacks without a word', () => {
  const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies)
      .filter((name) => /(darwin|linux|win32)/.test(name) && !names.has(name))
      .map((name) => `${path} wants ${name}`),
  );
  expect(missing).toEqual([]);
});

it('installs on the platforms that the README names', () => {
  const native = ['@rolldown/binding', '@unrs/resolver-binding', '@msgpackr-extract/msgpackr-extract'];
  for (const name of native) {
    for (const platform of ['darwin-arm64', 'linux-arm64', 'linux-x64']) {
      expect([...names].filter((one) => one.startsWith(`${name}-${platform}`))).not.toEqual([]);
    }
  }
});
