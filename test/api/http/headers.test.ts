import { describe, expect, it } from 'vitest';
import { etagOf, matches } from '../../../src/api/http/etag.js';
import { idempotencyKeyOf } from '../../../src/api/http/idempotencyKey.js';
import { preferredWaitS } from '../../../src/api/http/prefer.js';
import { requestIdOf } from '../../../src/api/http/requestId.js';
import { lastEventIdOf } from '../../../src/api/sse/lastEventId.js';

describe('Prefer', () => {
  it.each([
    [undefined, 0],
    ['wait=5', 5],
    ['wait = "5"', 5],
    ['respond-async, wait=10', 10],
    ['handling=lenient; wait=3', 3],
    [['respond-async', 'wait=4'], 4],
    ['wait=31', 30],
    ['wait=999999999', 30],
    ['wait=0', 0],
    ['wait=-5', 0],
    ['wait=1.5', 0],
    ['wait', 0],
    ['await=5', 0],
  ])('%j means %d seconds', (header, seconds) => {
    expect(preferredWaitS(header)).toBe(seconds);
  });
});

describe('If-None-Match', () => {
  const etag = etagOf('{"a":1}');
  it.each([
    [undefined, false],
    [etag, true],
    [`W/${etag}`, true],
    [`"x", ${etag}`, true],
    ['*', true],
    ['"x"', false],
  ])('%s against the tag', (header, same) => {
    expect(matches(header, etag)).toBe(same);
  });

  it('has another tag for another body', () => {
    expect(etagOf('{"a":2}')).not.toBe(etag);
  });
});

describe('Last-Event-ID', () => {
  it.each([
    [undefined, null, 0],
    ['', null, 0],
    ['7', null, 7],
    [undefined, '7', 7],
    ['8', '7', 8],
    ['x', '7', null],
    ['-1', null, null],
    ['1e3', null, null],
    ['9999999999', null, null],
  ])('%j with starting_after %j means %j', (header, startingAfter, last) => {
    expect(lastEventIdOf(header, startingAfter)).toBe(last);
  });
});

describe('X-Request-Id', () => {
  it.each(['12345678', 'a.b-c_d'.repeat(2)])('keeps %s', (id) => {
    expect(requestIdOf(id)).toBe(id);
  });

  it.each([undefined, '', 'short', 'a b c d e f', 'x'.repeat(65), '12345678\u0007'])(
    'makes a new one for %j',
    (id) => {
      expect(requestIdOf(id)).toMatch(/^[0-9a-f-]{36}$/);
    },
  );
});

describe('Idempotency-Key', () => {
  it('takes 1 to 255 characters', () => {
    expect(idempotencyKeyOf(undefined)).toBeUndefined();
    expect(idempotencyKeyOf('k'.repeat(255))).toBe('k'.repeat(255));
    expect(() => idempotencyKeyOf('')).toThrow('Idempotency-Key');
    expect(() => idempotencyKeyOf('k'.repeat(256))).toThrow('255');
  });
});
