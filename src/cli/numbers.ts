import { InvalidArgumentError } from 'commander';

import { CliError } from './cliError.js';
import { EXIT } from './exitStatus.js';

/** Reads an option's value as a whole number from `min` to `max`, both included. */
export function wholeNumber(min: number, max: number): (value: string) => number {
  return (value) => {
    const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    if (number >= min && number <= max) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
  };
}

/** A port; 0 stands for any free one. */
export const portNumber = wholeNumber(0, 65_535);

/** The port that PORT asks for; undefined where it is not set. */
export function portOfEnv(value: string | undefined): number | undefined {
  if (value === undefined || value === '') return undefined;
  try {
    return portNumber(value);
  } catch {
    throw new CliError(`PORT is "${value}"; it must be a whole number from 0 to 65535.`, EXIT.usage);
  }
}
