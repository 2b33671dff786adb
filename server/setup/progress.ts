import type { WriteStream } from 'node:tty';

/** Without a terminal, a line that only repeats itself with another number is written this often. */
const QUIET_MS = 3_000;

/** Shows what a start is doing: `[2/5] worker: building 118/260`. */
export interface Progress {
  /** Says what is being done now. On a terminal the line is written over. */
  say(message: string): void;
  /** Says how the step ended, on a line that stays. */
  done(message: string): void;
}

/**
 * One step of several. On a terminal its line is rewritten in place; elsewhere a line appears at most every few seconds,
 * so that a build of 260 parts does not fill a log.
 */
export function progress(step: number, steps: number, name: string, out: NodeJS.WriteStream | WriteStream): Progress {
  const prefix = `[${step}/${steps}] ${name}:`;
  const terminal = out.isTTY === true;
  let last: { what: string; at: number } | undefined;
  const clip = (line: string) => (terminal ? line.slice(0, Math.max(20, out.columns - 1)) : line);
  return {
    say(message) {
      if (terminal) {
        out.write(`\r\x1b[K${clip(`${prefix} ${message}`)}`);
        return;
      }
      const what = message.replaceAll(/\d+/g, '#');
      const now = performance.now();
      if (last !== undefined && last.what === what && now - last.at < QUIET_MS) return;
      last = { what, at: now };
      out.write(`${prefix} ${message}\n`);
    },
    done(message) {
      out.write(`${terminal ? '\r\x1b[K' : ''}${prefix} ${message}\n`);
    },
  };
}
