/** What `agrobot` tells the shell; scripts may rely on these. */
export const EXIT = {
  ok: 0,
  /** A question failed or was refused. */
  failed: 1,
  /** The command line or an input file is wrong. */
  usage: 2,
  /** No API answers at the address, or it stayed away too long. */
  unavailable: 3,
  /** Stopped by Ctrl-C. */
  interrupted: 130,
} as const;
