/** A data file that is missing or is not what the manifest says: the process must not start on it. */
export class BrokenDataError extends Error {
  override readonly name = 'BrokenDataError';

  constructor(
    /** The file, as opened. */
    readonly file: string,
    /** What is wrong with it. */
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(
      `${file}: ${reason}. Restore the file from the repository or make the set anew with "agrobot data import".`,
      options,
    );
  }
}
