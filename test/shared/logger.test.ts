import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import { createLogger } from '../../src/shared/process/logger.js';

it('logs no more of an error than what it is: no command with its arguments, as Redis’ errors carry', () => {
  let line = '';
  const sink = new Writable({
    write(chunk: Buffer, _encoding, done) {
      line += chunk.toString();
      done();
    },
  });
  const error = Object.assign(new Error('WRONGTYPE Operation against a key'), {
    command: { name: 'evalsha', args: ['{"text":"¿qué siembro?","location":{"lat":5.53}}'] },
    code: 'E1',
  });
  createLogger('agrobot-api', 'info', { to: sink }).error({ err: error }, 'broke');
  expect(JSON.parse(line)).toMatchObject({
    err: { message: 'WRONGTYPE Operation against a key', code: 'E1' },
  });
  expect(line).not.toMatch(/siembro|5\.53/);
});
