import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { parse } from 'csv-parse';

/** A table that cannot be read as it is: the message says which one, where, and what to do. */
export class TableError extends Error {
  override readonly name = 'TableError';

  constructor(
    readonly source: string,
    reason: string,
    options?: ErrorOptions,
  ) {
    super(`${source}: ${reason}`, options);
  }
}

export interface TableRow {
  /** Line in the file, the header being 1. */
  line: number;
  values: Readonly<Record<string, string>>;
}

/** A download that gives no byte for so long is given up; the portal takes up to a minute to begin a large table. */
const IDLE_TIMEOUT_MS = 120_000;

/**
 * Streams the rows of a csv file or http(s) URL, gzipped or not.
 *
 * @param columns sets of column names, one of which the header must hold whole: a portal renames columns
 * @throws TableError where it cannot be opened or parsed, or has other columns
 */
export async function* readTable(
  source: string,
  columns: readonly (readonly string[])[],
): AsyncGenerator<TableRow> {
  const parser = parse({
    bom: true,
    info: true,
    skip_empty_lines: true,
    columns: (header: string[]) => {
      assertColumns(source, header, columns);
      return header;
    },
  });
  let failed: Promise<unknown> | undefined;
  let rows = 0;
  try {
    const { bytes, gzipped } = await peek(isUrl(source) ? download(source) : createReadStream(source));
    const stages = [Readable.from(bytes), ...(gzipped ? [createGunzip()] : []), parser];
    failed = pipeline(stages).then(
      () => undefined,
      (error: unknown) => {
        parser.destroy(error as Error);
        return error;
      },
    );
    for await (const { record, info } of parser as AsyncIterable<{
      record: Record<string, string>;
      info: { lines: number };
    }>) {
      rows += 1;
      yield { line: info.lines, values: record };
    }
    // A parser that failed before it was listened to ends without a word.
    const error = await failed;
    if (error !== undefined) throw error as Error;
  } catch (error) {
    if (error instanceof TableError) throw error;
    throw new TableError(source, explain(error, parser.info.records), { cause: error });
  } finally {
    parser.destroy();
    await failed;
  }
  if (rows === 0) throw new TableError(source, 'holds no rows. Check that the download is whole');
}

export function isUrl(source: string): boolean {
  return /^https?:\/\//i.test(source);
}

/** The body of a URL, given up where nothing comes for too long. */
async function* download(url: string): AsyncGenerator<Uint8Array> {
  const givingUp = new AbortController();
  const timer = setTimeout(() => givingUp.abort(), IDLE_TIMEOUT_MS);
  try {
    const response = await fetch(url, { redirect: 'follow', signal: givingUp.signal }).catch(
      (error: unknown) => {
        const reason = givingUp.signal.aborted
          ? `did not answer within ${IDLE_TIMEOUT_MS / 1000} s`
          : `cannot be reached (${causeOf(error)})`;
        throw new TableError(
          url,
          `${reason}. Try again later, or download the csv by hand and give its path`,
          {
            cause: error,
          },
        );
      },
    );
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      throw new TableError(url, `answered ${response.status} ${response.statusText}. Check the address`);
    }
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      timer.refresh();
      yield chunk;
    }
  } finally {
    clearTimeout(timer);
    givingUp.abort();
  }
}

/** Looks at the first bytes; `bytes` gives them and all others. */
async function peek(
  source: AsyncIterable<Uint8Array>,
): Promise<{ bytes: AsyncGenerator<Uint8Array>; gzipped: boolean }> {
  const chunks = source[Symbol.asyncIterator]();
  const first = await chunks.next();
  const gzipped = first.done !== true && first.value[0] === 0x1f && first.value[1] === 0x8b;
  async function* bytes() {
    try {
      for (let next = first; next.done !== true; next = await chunks.next()) yield next.value;
    } finally {
      await chunks.return?.();
    }
  }
  return { bytes: bytes(), gzipped };
}

function assertColumns(
  source: string,
  header: readonly string[],
  sets: readonly (readonly string[])[],
): void {
  const missing = sets.map((set) => set.filter((name) => !header.includes(name)));
  if (missing.some((names) => names.length === 0)) return;
  const nearest = missing.sort((a, b) => a.length - b.length)[0]!;
  throw new TableError(
    source,
    `lacks the column${nearest.length > 1 ? 's' : ''} ${nearest.join(', ')}; it has ${header.slice(0, 20).join(', ')}. ` +
      'Check that it is the table meant and not another one',
  );
}

function explain(error: unknown, rows: number): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'does not exist. Check the path';
  if (code === 'EISDIR') return 'is a folder. Give the csv file itself';
  if (code === 'Z_BUF_ERROR' || code === 'Z_DATA_ERROR') {
    return `its gzip stream is broken after row ${rows} (${message}). Download it anew`;
  }
  if ((error as Error).name === 'AbortError') {
    return `sent nothing for ${IDLE_TIMEOUT_MS / 1000} s after row ${rows}. Try again later`;
  }
  return `cannot be read after row ${rows} (${message})`;
}

function causeOf(error: unknown): string {
  const cause = (error as Error).cause;
  return cause instanceof Error ? cause.message : String(error);
}
