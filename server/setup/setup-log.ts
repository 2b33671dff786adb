/** Where set-up writes what an operator may want to read later; a pino logger is one. */
export interface SetupLog {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
