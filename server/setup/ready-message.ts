import type { DemoAccess } from './demo/sign-ins.ts';

/** What `npm start` says last: the address, who can sign in, and where the data lies. */
export function readyMessage(facts: {
  url: string;
  dataDir: string | undefined;
  demo: DemoAccess | undefined;
  adminLink: string | undefined;
}): string {
  const where = facts.dataDir === undefined ? 'data in DATABASE_URL' : `data in ${facts.dataDir}`;
  const lines = [`CloudFair 云双选 is ready at ${facts.url}  (${where}; Ctrl-C stops it)`];
  if (facts.demo !== undefined) {
    lines.push(`Demo sign-ins, all with the password ${facts.demo.password}:`);
    for (const { role, email, name, about } of facts.demo.signIns)
      lines.push(`  ${role.padEnd(10)} ${email.padEnd(46)} ${name}, ${about.en}`);
  }
  if (facts.adminLink !== undefined)
    lines.push(`No admin yet. Make the first one with this one-time link: ${facts.adminLink}`);
  return `\n${lines.join('\n')}\n`;
}
