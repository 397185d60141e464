import { describe, expect, it } from 'vitest';

import { lineForPeople } from '../../src/cli/up/childLog.js';

const entry = (fields: object) => JSON.stringify({ level: 40, time: 1, pid: 2, hostname: 'h', ...fields });

describe('what a person sees of a log', () => {
  it.each([
    {
      name: 'a warning with its fields',
      line: entry({ msg: 'queue is long', waiting: 900, queue: 'questions' }),
      shown: 'warn queue is long (waiting=900 queue=questions)',
    },
    {
      name: 'an error with its reason',
      line: entry({ level: 50, msg: 'Redis is away', err: { message: 'ECONNREFUSED', stack: '…' } }),
      shown: 'error Redis is away (error=ECONNREFUSED)',
    },
    { name: 'no information', line: entry({ level: 30, msg: 'started' }), shown: undefined },
    { name: 'nothing that is printed to stdout beside the log', line: 'hello', shown: undefined },
  ])('is $name', ({ line, shown }) => {
    expect(lineForPeople(line, 'stdout', false)).toBe(shown);
  });

  it('is everything with --verbose', () => {
    expect(lineForPeople(entry({ level: 30, msg: 'started' }), 'stdout', true)).toBe('info started');
    expect(lineForPeople('hello', 'stdout', true)).toBe('hello');
  });

  it('is whatever is no log line on stderr, such as a stack trace', () => {
    expect(lineForPeople('    at main.js:1', 'stderr', false)).toBe('    at main.js:1');
    expect(lineForPeople('{"not": "a log line"}', 'stderr', false)).toBe('{"not": "a log line"}');
  });
});
