import { describe, expect, it } from 'vitest';
import { isPassing } from '../../../../src/shared/process/redis/isPassing.js';

describe('what passes', () => {
  it.each([
    "OOM command not allowed when used memory > 'maxmemory'.",
    'LOADING Redis is loading the dataset in memory',
    "READONLY You can't write against a read only replica.",
    'MISCONF Redis is configured to save RDB snapshots, but it is currently unable to persist to disk.',
    'NOREPLICAS Not enough good replicas to write.',
    'UNBLOCKED force unblock from blocking operation, instance state changed (master -> replica?)',
    'CLUSTERDOWN The cluster is down',
    'CLUSTERDOWN Hash slot not served',
    'TRYAGAIN Multiple keys request during rehashing of slot',
    'MOVED 8899 10.0.0.2:6379',
    'ASK 8899 10.0.0.2:6379',
    'Too many Cluster redirections. Last error: Error: Connection is closed.',
    "Cluster isn't ready and enableOfflineQueue options is false",
    'Failed to refresh slots cache.',
    'None of startup nodes is available',
    'All sentinels are unreachable. Retrying from scratch after 500ms. Last error: connect ECONNREFUSED',
    'Command timed out',
    'Command aborted due to connection close',
    'Connection is closed.',
    "Stream isn't writeable and enableOfflineQueue options is false",
    'connect ETIMEDOUT',
    "Socket timeout. Expecting data, but didn't receive any in 5000ms.",
  ])('is "%s"', (message) => {
    expect(isPassing(new Error(message))).toBe(true);
  });

  it.each([
    'ERR wrong number of arguments',
    'WRONGTYPE Operation against a key holding the wrong kind of value',
    'WRONGPASS invalid username-password pair or user is disabled.',
    'NOPERM User agrobot has no permissions to run the command',
    "CROSSSLOT Keys in request don't hash to the same slot",
    'ASKED too much',
    'start answered "busy"',
  ])('is not "%s"', (message) => {
    expect(isPassing(new Error(message))).toBe(false);
  });
});
