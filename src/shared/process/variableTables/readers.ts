/** Groups of readers that have variables in common. */
export const REDIS = ['api', 'worker', 'cli'] as const;
export const WEBHOOKS = ['api', 'worker'] as const;
export const TRACED = ['api', 'worker'] as const;
/** `ask --local` and `upstreams check` ask the services as a worker does. */
export const SERVICES = ['worker', 'cli'] as const;
