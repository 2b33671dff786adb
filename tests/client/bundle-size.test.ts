import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

/** What a graduate may pay from sign-in to the floor, gzipped JavaScript, bytes. */
const BUDGET = 250 * 1024;

type Chunk = { file: string; imports?: string[]; dynamicImports?: string[]; isEntry?: boolean; css?: string[] };

let folder: string;
let manifest: Record<string, Chunk>;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cloudfair-bundle-'));
  // Vitest says `test`; React would then be built with its development half.
  vi.stubEnv('NODE_ENV', 'production');
  await build({ configFile: 'vite.config.ts', logLevel: 'error', build: { outDir: folder, emptyOutDir: true } });
  manifest = JSON.parse(await readFile(path.join(folder, '.vite/manifest.json'), 'utf8'));
}, 120_000);

afterAll(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

/** The chunks that loading `starts` brings, each once: static imports only, as the browser fetches them. */
function closure(starts: readonly string[]): Chunk[] {
  const seen = new Set<string>();
  const visit = (name: string) => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const next of chunk(name).imports ?? []) visit(next);
  };
  for (const start of starts) visit(start);
  return [...seen].map(chunk);
}

function chunk(name: string): Chunk {
  const found = manifest[name];
  if (found === undefined) throw new Error(`${name} is not in the manifest: ${Object.keys(manifest).join(', ')}`);
  return found;
}

async function gzipped(chunks: readonly Chunk[]): Promise<number> {
  const sizes = await Promise.all(
    chunks.map(async ({ file }) => gzipSync(await readFile(path.join(folder, file)), { level: 6 }).length),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** What a graduate loads for `/`, `/fairs` and `/fairs/:id`: the entry, the screens, and the notices of every page. */
const FIRST_SCREENS = [
  'index.html',
  'src/app/main.tsx',
  'src/features/interview/early.ts',
  'src/features/fairs/routes.tsx',
  'src/features/my-day/graduate-notices.tsx',
];

describe('the build of the client', () => {
  it('costs a graduate at most 250 KB of gzipped JavaScript from sign-in to the floor of the fair', async () => {
    const bytes = await gzipped(closure(FIRST_SCREENS));
    expect(bytes, `${(bytes / 1024).toFixed(1)} KB gzipped`).toBeLessThanOrEqual(BUDGET);
  });

  it('leaves pdf.js, mediasoup-client and tables to the screens that need them', async () => {
    const files = closure(FIRST_SCREENS).map(({ file }) => file);
    const heavy = Object.entries(manifest).filter(([name]) =>
      /pdf-preview|interview\/routes|organize\/routes/.test(name),
    );
    expect(heavy.length).toBeGreaterThanOrEqual(3);
    for (const [, { file }] of heavy) expect(files).not.toContain(file);
  });

  it('carries no schema library on the first screens', async () => {
    for (const { file } of closure(FIRST_SCREENS)) {
      expect(await readFile(path.join(folder, file), 'utf8'), file).not.toMatch(/ZodError|\$ZodType/);
    }
  });

  it('has a page without inline scripts, with the place of the nonce, that asks no other host', async () => {
    const page = await readFile(path.join(folder, 'index.html'), 'utf8');
    const scripts = [...page.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)];
    expect(scripts.length).toBeGreaterThan(0);
    for (const [, attributes, body] of scripts) {
      expect(attributes).toMatch(/\bsrc="\/assets\//);
      expect(body).toBe('');
    }
    expect(page).toContain('__CSP_NONCE__');
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
  });

  it("brings pdf.js's worker, character maps and fonts along", async () => {
    const assets = await readdir(path.join(folder, 'assets'));
    expect(assets.some((name) => name.startsWith('pdf.worker'))).toBe(true);
    expect(await readdir(path.join(folder, 'pdfjs/cmaps'))).toContain('UniGB-UCS2-H.bcmap');
    expect((await readdir(path.join(folder, 'pdfjs/standard_fonts'))).length).toBeGreaterThan(10);
  });
});
