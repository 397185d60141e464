import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTable, type TableRow } from '../../../../src/shared/eva/import/readTable.js';

const COLUMNS = [['a', 'b']];
const CSV = '\uFEFFa,b\n1,"x, y"\n\n2,z\n';
const ROWS = [
  { a: '1', b: 'x, y' },
  { a: '2', b: 'z' },
];

let dir: string;
let server: Server;
let base: string;

beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'agrobot-table-'));
  server = createServer((request, response) => {
    switch (request.url) {
      case '/plain':
        return response.end(CSV);
      case '/gzip':
        return response.end(gzipSync(CSV));
      case '/moved':
        return response.writeHead(302, { location: '/plain' }).end();
      case '/page':
        return response.end('<html><body>Mantenimiento</body></html>\n<p></p>\n');
      case '/cut':
        response.writeHead(200, { 'content-length': '1000' });
        return response.write(CSV, () => response.destroy());
      default:
        return response.writeHead(404).end('{}');
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(dir, { recursive: true, force: true });
});

async function all(source: string): Promise<TableRow[]> {
  const rows: TableRow[] = [];
  for await (const row of readTable(source, COLUMNS)) rows.push(row);
  return rows;
}

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const at = path.join(dir, name);
  await writeFile(at, content);
  return at;
}

describe('reading a table', () => {
  it('takes a csv file with a byte-order mark, quotes and blank lines', async () => {
    const rows = await all(await file('plain.csv', CSV));
    expect(rows.map((row) => row.values)).toEqual(ROWS);
    expect(rows.map((row) => row.line)).toEqual([2, 4]);
  });

  it('unpacks gzip, told by its content and not by its name', async () => {
    expect((await all(await file('packed.csv', gzipSync(CSV)))).map((row) => row.values)).toEqual(ROWS);
  });

  it.each(['/plain', '/gzip', '/moved'])('streams %s from a server', async (url) => {
    expect((await all(base + url)).map((row) => row.values)).toEqual(ROWS);
  });

  it('can be left in the middle', async () => {
    for await (const { values } of readTable(`${base}/plain`, COLUMNS)) {
      expect(values.a).toBe('1');
      break;
    }
  });
});

describe('a table that cannot be read', () => {
  it.each([
    ['is not there', () => path.join(dir, 'no.csv'), /no\.csv: does not exist/],
    ['is a folder', () => dir, /is a folder/],
    ['has other columns', () => file('other.csv', 'a,c\n1,2\n'), /lacks the column b; it has a, c/],
    ['is empty', () => file('empty.csv', ''), /holds no rows/],
    ['holds a header only', () => file('header.csv', 'a,b\n'), /holds no rows/],
    ['has a short line', () => file('short.csv', 'a,b\n1,2\n3\n'), /cannot be read after row 1 .*line 3/],
    ['has an open quote', () => file('quote.csv', 'a,b\n1,"2\n'), /cannot be read after row 0/],
    [
      'is cut gzip',
      () => file('cut.csv.gz', gzipSync('a,b\n' + '1,2\n'.repeat(5000)).subarray(0, 60)),
      /gzip stream is broken/,
    ],
    ['answers 404', () => `${base}/none`, /answered 404/],
    ['answers with a page', () => `${base}/page`, /lacks the columns a, b/],
    ['breaks off', () => `${base}/cut`, /(cannot be read after row|cannot be reached)/],
    ['is at a closed port', () => 'http://127.0.0.1:1/x.csv', /cannot be reached/],
  ])('says so when it %s', async (_, source, message) => {
    await expect(all(await source())).rejects.toThrow(message);
  });
});
