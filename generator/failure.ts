/** Plinth itself cannot go on (flags, disk, a bug), as opposed to a problem of the platform: exit code 2. */
export class Failure extends Error {
  readonly hint: string | undefined;

  constructor(message: string, hint?: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'Failure';
    this.hint = hint;
  }
}
