/**
 * The origins a browser may come from: exactly the public one and, on a loopback installation, its other spellings.
 * Compared as whole strings (CSWSH, faults A6): no prefix, suffix or pattern.
 */
export function allowedOrigins(publicUrl: string): ReadonlySet<string> {
  const url = new URL(publicUrl);
  const loopback = ['localhost', '127.0.0.1', '[::1]'];
  if (!loopback.includes(url.hostname)) return new Set([url.origin]);
  const port = url.port === '' ? '' : `:${url.port}`;
  return new Set(loopback.map((host) => `${url.protocol}//${host}${port}`));
}
