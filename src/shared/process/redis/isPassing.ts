const REFUSALS = [
  // Of any Redis.
  ...['OOM', 'LOADING', 'READONLY', 'MISCONF', 'BUSY', 'MASTERDOWN', 'NOREPLICAS'],
  // A blocking command whose master became a replica.
  'UNBLOCKED',
  // Of a Cluster: a slot that moves, or has no master for now.
  ...['CLUSTERDOWN', 'TRYAGAIN', 'MOVED', 'ASK'],
];

const PASSING = new RegExp(
  [
    `^(?:${REFUSALS.join('|')})\\b`,
    ...[
      'Command timed out',
      'Connection is closed',
      'connection close',
      "Stream isn't writeable",
      'max retries',
    ],
    ...['ECONN', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'Socket timeout'],
    ...['Too many Cluster redirections', "Cluster isn't ready", 'Cluster is (?:ended|disconnect)'],
    ...['Failed to refresh slots cache', 'None of startup nodes is available', 'sentinels are unreachable'],
  ].join('|'),
  'i',
);

/**
 * Whether an error is of Redis' state (full, loading, read-only, away, too slow, failing over) and not of the command:
 * it passes.
 */
export function isPassing(error: unknown): boolean {
  const { message = '' } = error as Error;
  return PASSING.test(message);
}
