import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DockerfileParser, type From } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';
import { describe, expect, it } from 'vitest';
import { inRepo } from './support/paths.ts';

const DOCKERFILES = ['Dockerfile', 'deploy/turn/Dockerfile', 'deploy/backup/Dockerfile'];

function read(file: string) {
  return DockerfileParser.parse(readFileSync(inRepo(file), 'utf8'));
}

/** The first folder or file of a path that .dockerignore lets into the build context. */
function isInContext(source: string): boolean {
  const lines = readFileSync(inRepo('.dockerignore'), 'utf8').split('\n');
  const allowed = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
  return allowed.includes(source.split('/')[0] ?? '');
}

/** Words of an instruction without its --flags. */
function words(text: string | null): string[] {
  return (text ?? '').split(/\s+/).filter((word) => word !== '' && !word.startsWith('--'));
}

describe.each(DOCKERFILES)('%s', (file) => {
  it('is without mistakes or warnings', () => {
    expect(validate(readFileSync(inRepo(file), 'utf8')).map(({ message }) => message)).toEqual([]);
  });

  it('copies only what exists, and from stages that exist', () => {
    const dockerfile = read(file);
    const stages = dockerfile.getFROMs().map((from: From) => from.getBuildStage());
    for (const copy of dockerfile.getCOPYs()) {
      const from = copy.getFromFlag()?.getValue();
      if (from !== undefined) {
        expect(stages, copy.toString()).toContain(from);
        continue;
      }
      for (const source of words(copy.getArgumentsContent()).slice(0, -1)) {
        expect(existsSync(inRepo(path.dirname(file), source)), `${source} in ${file}`).toBe(true);
        if (file === 'Dockerfile') expect(isInContext(source), `${source} in .dockerignore`).toBe(true);
      }
    }
  });

  it('names the version of what it stands on, and says how its health is told', () => {
    const dockerfile = read(file);
    const stages = dockerfile.getFROMs().map((from: From) => from.getBuildStage());
    for (const from of dockerfile.getFROMs()) {
      const image = from.getImage() ?? '';
      if (stages.includes(image) || image.startsWith('$')) continue;
      expect(image).toMatch(/:[a-z0-9.-]+$/);
      expect(image).not.toContain('latest');
    }
    expect(dockerfile.getHEALTHCHECKs()).toHaveLength(1);
  });
});

/** The files of this repository that a module loads when it runs; what `import type` names is erased. */
function loadedBy(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file)) return seen;
  seen.add(file);
  const source = readFileSync(inRepo(file), 'utf8');
  for (const [, specifier = ''] of source.matchAll(/^(?:import|export) (?!type\b)[^;]*?from '([^']+)';/gm)) {
    if (specifier.startsWith('.')) loadedBy(path.join(path.dirname(file), specifier), seen);
    if (specifier.startsWith('#shared/')) loadedBy(specifier.slice(1), seen);
  }
  return seen;
}

describe('the image of the app', () => {
  const instructions = read('Dockerfile').getInstructions();
  const last = (keyword: string) => instructions.filter((one) => one.getKeyword() === keyword).at(-1);

  it('runs as a user without rights, from its last stage, called app', () => {
    expect(last('FROM')?.getArgumentsContent()).toBe(`\${NODE_IMAGE} AS app`);
    expect(last('USER')?.getArgumentsContent()).toBe('node');
    expect(JSON.parse(last('CMD')?.getArgumentsContent() ?? '[]')).toEqual(['node', 'server/main.ts']);
  });

  it('asks /healthz for its health, and has a volume for what people hand in', () => {
    expect(last('HEALTHCHECK')?.getArgumentsContent()).toContain('/healthz');
    expect(JSON.parse(last('VOLUME')?.getArgumentsContent() ?? '[]')).toEqual(['/data']);
    expect(last('ENV')?.getArgumentsContent()).toMatch(/NODE_ENV=production[\s\S]*DATA_DIR=\/data/);
  });

  it('copies into the stage of the worker all that its command loads, and into the last stage all of the server', () => {
    const copied: Record<string, string[]> = {};
    for (const copy of read('Dockerfile').getCOPYs()) {
      const stage =
        read('Dockerfile').getContainingImage(copy.getRange().start)?.getFROMs().at(-1)?.getBuildStage() ?? '';
      if (copy.getFromFlag() !== null) continue;
      copied[stage] = [...(copied[stage] ?? []), ...words(copy.getArgumentsContent()).slice(0, -1)];
    }
    for (const [stage, start] of [
      ['worker', 'server/setup/worker/cli.ts'],
      ['app', 'server/main.ts'],
    ] as const) {
      for (const file of loadedBy(start)) {
        const folders = copied[stage] ?? [];
        expect(
          folders.some((folder) => file === folder || file.startsWith(`${folder}/`)),
          `${file} in ${stage}`,
        ).toBe(true);
      }
    }
  });

  it('takes the Node of the major version that package.json runs on', () => {
    const { dependencies } = JSON.parse(readFileSync(inRepo('package.json'), 'utf8')) as {
      dependencies: Record<string, string>;
    };
    const major = /\d+/.exec(dependencies.node ?? '')?.[0];
    expect(readFileSync(inRepo('Dockerfile'), 'utf8')).toContain(`ARG NODE_IMAGE=node:${major}-bookworm-slim\n`);
  });
});
