import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Lines kept to explain a failure. */
const TAIL_LINES = 25;

export interface CommandOptions {
  /** Its PATH also decides which program is found. */
  env: NodeJS.ProcessEnv;
  onLine?: (line: string) => void;
  signal?: AbortSignal | undefined;
  /** `terminal` lets it ask a person, as sudo does for a password. */
  stdin?: 'terminal';
}

/** A program that ended with an error or could not be started. */
export class CommandFailed extends Error {
  override name = 'CommandFailed';
  /** The last lines it printed. */
  readonly tail: readonly string[];
  /** Undefined if it was never started. */
  readonly exitCode: number | undefined;

  constructor(message: string, tail: readonly string[], exitCode: number | undefined, options?: ErrorOptions) {
    super(message, options);
    this.tail = tail;
    this.exitCode = exitCode;
  }
}

/**
 * Runs a program to its end and gives what it printed, both outputs together, line by line.
 *
 * @throws CommandFailed; the signal's reason if it was aborted, after the program has ended
 */
export async function runCommand(command: string, args: string[], options: CommandOptions): Promise<string[]> {
  const { env, onLine, signal, stdin } = options;
  signal?.throwIfAborted();
  const lines: string[] = [];
  const child = spawn(command, args, { env, stdio: [stdin === 'terminal' ? 'inherit' : 'ignore', 'pipe', 'pipe'] });
  for (const output of [child.stdout, child.stderr]) {
    createInterface({ input: output }).on('line', (line) => {
      lines.push(line);
      onLine?.(line);
    });
  }
  const end = () => child.kill('SIGTERM');
  signal?.addEventListener('abort', end, { once: true });
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', (error) => {
        reject(new CommandFailed(`${command} could not be started: ${error.message}`, [], undefined, { cause: error }));
      });
      child.once('close', resolve);
    });
    signal?.throwIfAborted();
    if (code === 0) return lines;
    throw new CommandFailed(`${command} ended with code ${code}`, lines.slice(-TAIL_LINES), code ?? -1);
  } finally {
    signal?.removeEventListener('abort', end);
  }
}
