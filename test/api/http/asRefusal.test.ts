import { describe, expect, it } from 'vitest';
import { asRefusal } from '../../../src/api/http/asRefusal.js';
import { NotFound } from '../../../src/api/http/outcomes.js';
import { memoryIn, shareUsed } from '../../../src/api/redisWatch.js';

describe('asRefusal', () => {
  it.each([
    [new Error("Stream isn't writeable and enableOfflineQueue options is false"), 'unavailable'],
    [new Error('Command timed out'), 'unavailable'],
    [new Error('Connection is closed.'), 'unavailable'],
    [Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), 'unavailable'],
    [new Error('LOADING Redis is loading the dataset in memory'), 'unavailable'],
    [new Error("OOM command not allowed when used memory > 'maxmemory'."), 'storage_full'],
    [new URIError('URI malformed'), 'not_found'],
    [new NotFound(), 'not_found'],
    [new TypeError('x is not a function'), 'internal_error'],
    ['thrown text', 'internal_error'],
  ])('takes %s for %s', (error, code) => {
    expect(asRefusal(error).code).toBe(code);
  });
});

describe('shareUsed', () => {
  it.each([
    ['used_memory:850\r\nmaxmemory:1000\r\n', 0.85],
    ['used_memory:850\r\nmaxmemory:0\r\n', 0],
    ['', 0],
  ])('reads %j', (info, share) => {
    expect(shareUsed(memoryIn(info))).toBe(share);
  });
});
