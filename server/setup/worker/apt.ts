import { CommandFailed, runCommand } from './run-command.ts';

/** Whether a program runs and ends well. */
export async function succeeds(command: string, args: string[], env: NodeJS.ProcessEnv): Promise<boolean> {
  try {
    await runCommand(command, args, { env });
    return true;
  } catch (error) {
    if (error instanceof CommandFailed) return false;
    throw error;
  }
}

/** Those of the packages that Debian's list of installed ones does not have. */
export async function missingOf(names: readonly string[], env: NodeJS.ProcessEnv): Promise<string[]> {
  const missing: string[] = [];
  for (const name of names) {
    if (!(await isInstalled(name, env))) missing.push(name);
  }
  return missing;
}

async function isInstalled(name: string, env: NodeJS.ProcessEnv): Promise<boolean> {
  try {
    return (await runCommand('dpkg-query', ['--status', name], { env })).includes('Status: install ok installed');
  } catch (error) {
    if (error instanceof CommandFailed && error.exitCode !== undefined) return false;
    throw error;
  }
}

/** What a person types to install packages. */
export function aptRemedy(names: readonly string[]): string {
  return `run: sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names.join(' ')}`;
}

/** What to put before apt-get: nothing for root, sudo if we may, undefined if we may not. */
export async function asRoot(env: NodeJS.ProcessEnv, interactive: boolean): Promise<string[] | undefined> {
  if (process.getuid?.() === 0) return [];
  if (await succeeds('sudo', ['-n', 'true'], env)) return ['sudo', '-n'];
  // On a terminal sudo can ask for the password itself.
  return interactive && (await succeeds('sudo', ['--version'], env)) ? ['sudo'] : undefined;
}

/**
 * Runs apt-get without questions, patient with another one that is running.
 *
 * @param before what `asRoot` gave
 * @throws CommandFailed
 */
export async function aptGet(
  before: readonly string[],
  args: readonly string[],
  options: { env: NodeJS.ProcessEnv; signal?: AbortSignal | undefined },
): Promise<void> {
  const [command = 'env', ...rest] = [
    ...before,
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
    '-o',
    'DPkg::Lock::Timeout=300',
    '-o',
    'Acquire::Retries=2',
    '-o',
    'Acquire::http::Timeout=20',
    ...args,
  ];
  await runCommand(command, rest, {
    env: options.env,
    signal: options.signal,
    // Only sudo without -n may ask for a password.
    ...(before.length === 1 && { stdin: 'terminal' }),
  });
}

/** Why apt-get failed, in its own words. */
export function aptReason(error: CommandFailed): string {
  return error.tail.findLast((line) => line.startsWith('E:')) ?? error.tail.at(-1) ?? error.message;
}
