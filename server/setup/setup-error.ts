/**
 * Something outside the program keeps it from starting and a person can mend it: a wrong setting, a folder in use, a
 * missing package. Its message is one readable line, shown without a stack; the process then ends with exit code 1.
 */
export class SetupError extends Error {
  override name = 'SetupError';
}
