/**
 * What reads a variable; `cli`: the commands of `agrobot` themselves, not the processes that they start; `compose`:
 * docker-compose.yml, whose variables stand in the same .env.
 */
export type Reader = 'api' | 'worker' | 'telegram' | 'cli' | 'compose';

/** One row of docs/configuration.md, and one paragraph of .env.example. */
export interface Variable {
  /** Markdown, one line. */
  meaning: string;
  /** The default of its schema. */
  default?: string | number | boolean;
  /** What holds without it, in words, where the schema has no default of its own; else "none". */
  without?: string;
  unit?: string;
  /** It is in no log, and can be read from the file that `<NAME>_FILE` names. */
  secret?: true;
  readBy: readonly Reader[];
}

/** Groups of variables by name, each by the names of its variables. */
export type VariableTable = Record<string, Record<string, Variable>>;
