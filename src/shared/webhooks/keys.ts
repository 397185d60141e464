/** Of an installation's keys, what webhooks build theirs from; `Keys` of the questions has both. */
export interface Installation {
  /** Hash tag in front of every key. */
  prefix: string;
  /** What BullMQ puts in front of its keys. */
  bull: string;
}

/** Sorted set: id of each question that owes a delivery by when it is due, ms. */
export const dueKey = ({ prefix }: Pick<Installation, 'prefix'>) => `${prefix}:webhooks-due`;

/** Hash: where a question's ending goes, how the delivery stands, and its attempts. */
export const deliveryKey = ({ prefix }: Pick<Installation, 'prefix'>, id: string) =>
  `${prefix}:webhook:${id}`;
