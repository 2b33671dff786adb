import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** A script of the tests running in a process of its own. */
export interface NodeChild {
  process: ChildProcessByStdio<null, Readable, Readable>;
  /** Everything printed so far. */
  lines: string[];
  stderr(): string;
  /** The first line that fits, printed already or yet to come; rejects when the process ends without one. */
  line(pattern: RegExp): Promise<string>;
  /** Resolves with exit code or signal when all it printed has been read. */
  ended: Promise<number | NodeJS.Signals>;
}

/** Starts a script under this Node, or another one, perhaps as another user. */
export function startNode(
  args: string[],
  options: { node?: string; uid?: number; gid?: number; cwd?: string; env?: NodeJS.ProcessEnv } = {},
): NodeChild {
  const { node = process.execPath, ...spawning } = options;
  const child = spawn(node, ['--disable-warning=ExperimentalWarning', ...args], {
    ...spawning,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.push(line));
  const ended = once(child, 'close').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals);
  const line = (pattern: RegExp) =>
    new Promise<string>((resolve, reject) => {
      const check = (text: string) => {
        if (!pattern.test(text)) return;
        reader.off('line', check);
        resolve(text);
      };
      const early = lines.find((text) => pattern.test(text));
      if (early !== undefined) return resolve(early);
      reader.on('line', check);
      void ended.then((how) => reject(new Error(`ended (${how}) without a line like ${pattern}: ${said}`)));
    });
  return { process: child, lines, stderr: () => said, line, ended };
}
