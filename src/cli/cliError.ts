/** An error that the person at the terminal can act on: its message is printed as it is, without a stack. */
export class CliError extends Error {
  override name = 'CliError';

  constructor(
    message: string,
    /** The exit status of the command. */
    readonly exitStatus = 1,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
