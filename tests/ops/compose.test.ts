import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Ajv } from 'ajv';
import { DCLinter } from 'dclint';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadConfig } from '../../server/config.ts';
import {
  composeFileWith,
  composeText,
  composeTree,
  interpolate,
  parseEnvFile,
  variablesOf,
} from './support/compose-file.ts';
import { startOwned } from './support/owned-process.ts';
import { inRepo } from './support/paths.ts';

const SECRETS = ['AUTH_SECRET', 'POSTGRES_PASSWORD', 'APP_DB_PASSWORD', 'REDIS_PASSWORD', 'TURN_SECRET'];
const DOMAIN = 'fair.example.edu.cn';

interface LintMessage {
  line: number;
  message: string;
}

/** The Compose specification's own JSON schema, as the package dclint carries it. */
function composeSchema(): object {
  const root = path.dirname(createRequire(import.meta.url).resolve('dclint/package.json'));
  return JSON.parse(readFileSync(path.join(root, 'schemas/compose.schema.json'), 'utf8')) as object;
}

function complaints(content: unknown): string[] {
  const ajv = new Ajv({ strict: false, allErrors: true, formats: { ports: true, expose: true, duration: true } });
  const { $schema, ...schema } = composeSchema() as { $schema: string };
  expect($schema).toContain('draft-07');
  const validate = ajv.compile(schema);
  validate(content);
  return (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

describe('docker-compose.yml', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'cloudfair-ops-compose-'));
  const envFile = path.join(folder, '.env');
  let env: Record<string, string>;

  async function makeEnv(...args: string[]): Promise<{ code: number | null; said: string }> {
    const run = await startOwned(['sh', inRepo('deploy/make-env.sh'), ...args], { env: { ENV_FILE: envFile } });
    const code = await run.exited;
    return { code, said: run.output() };
  }

  beforeAll(async () => {
    const made = await makeEnv(DOMAIN, '203.0.113.7');
    expect(made, made.said).toMatchObject({ code: 0 });
    env = parseEnvFile(readFileSync(envFile, 'utf8'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("holds to the Compose specification's schema, before and after its variables are put in", () => {
    expect(complaints(composeTree())).toEqual([]);
    expect(complaints(composeTree(env))).toEqual([]);
    // The schema does see mistakes.
    const wrong = composeText().replace('restart: unless-stopped', 'restarts: unless-stopped');
    expect(complaints(parse(wrong, { merge: true }))).not.toEqual([]);
  });

  it('passes the rules of dclint that are about safety', () => {
    const rules = {
      'no-build-and-image': 0,
      'no-unbound-port-interfaces': 0,
      'service-dependencies-alphabetical-order': 0,
      'service-keys-order': 0,
      'service-ports-alphabetical-order': 0,
      'services-alphabetical-order': 0,
      'top-level-properties-order': 0,
      'no-duplicate-container-names': 2,
      'no-duplicate-exported-ports': 2,
      'no-quotes-in-volumes': 2,
      'no-version-field': 2,
      'require-project-name-field': 2,
      'require-quotes-in-ports': 2,
      'service-container-name-regex': 2,
      'service-image-require-explicit-tag': 2,
    } as const;
    const linter = new DCLinter({ rules, quiet: true, debug: false, exclude: [] });
    // The package's type declarations lead nowhere under nodenext.
    const results = linter.lintFiles([inRepo('docker-compose.yml')], false) as { messages: LintMessage[] }[];
    const found = results.flatMap((result) => result.messages);
    expect(found.map((message) => `${message.line}: ${message.message}`)).toEqual([]);
  });

  it('mounts only files and folders of the repository that exist, read-only, and volumes it declares', () => {
    const { services, volumes } = composeFileWith();
    for (const [name, { volumes: mounts }] of Object.entries(services)) {
      for (const mount of mounts) {
        const [source = '', , mode] = mount.split(':');
        if (source.startsWith('.')) {
          expect(existsSync(inRepo(source)), `${name}: ${source}`).toBe(true);
          expect(mode, `${name}: ${source}`).toBe('ro');
        } else expect(Object.keys(volumes), name).toContain(source);
      }
    }
  });

  it('every script that is mounted or copied into an image can be run', () => {
    const scripts =
      'postgres/create-app-role.sh postgres/set-database-aside.sh redis/start.sh turn/start.sh backup/backup.sh backup/restore.sh backup/schedule.sh';
    for (const script of scripts.split(' ')) {
      expect(statSync(inRepo('deploy', script)).mode & 0o111, script).toBe(0o111);
      expect(readFileSync(inRepo('deploy', script), 'utf8'), script).toMatch(/^#!\/bin\/sh\n/);
    }
  });

  it('builds from folders that exist, with targets their Dockerfile has', () => {
    for (const [name, { build }] of Object.entries(composeFileWith().services)) {
      if (build === undefined) continue;
      const { context, target } = typeof build === 'string' ? { context: build, target: undefined } : build;
      const dockerfile = readFileSync(inRepo(context, 'Dockerfile'), 'utf8');
      if (target !== undefined) expect(dockerfile, name).toMatch(new RegExp(`^FROM .* AS ${target}$`, 'm'));
    }
  });

  it('gives the app only variables that server/config.ts knows, with values it accepts', () => {
    const config = readFileSync(inRepo('server/config.ts'), 'utf8');
    const app = composeFileWith(env).services.app?.environment ?? {};
    for (const name of Object.keys(app)) expect(config, name).toMatch(new RegExp(`^  ${name}: \\[`, 'm'));
    const strings = Object.fromEntries(Object.entries(app).map(([name, value]) => [name, String(value)]));
    const loaded = loadConfig({ ...strings, DATA_DIR: folder });
    expect(loaded).toMatchObject({
      production: true,
      publicUrl: `https://${DOMAIN}`,
      databaseUrl: `postgres://cloudfair:${env.APP_DB_PASSWORD}@postgres:5432/cloudfair`,
      redisUrl: `redis://:${env.REDIS_PASSWORD}@redis:6379`,
      trustProxy: 1,
      rtc: { announcedAddress: '203.0.113.7', portMin: 40_000, turn: { secret: env.TURN_SECRET } },
    });
    expect(loaded.rtc.turn?.urls).toEqual([
      `turn:${DOMAIN}:3478?transport=udp`,
      `turn:${DOMAIN}:3478?transport=tcp`,
      `turns:${DOMAIN}:5349?transport=tcp`,
    ]);
  });

  it('publishes a media port for each worker there may be, over UDP and TCP', () => {
    const { app } = composeFileWith(env).services;
    expect(app?.ports).toEqual(['40000-40015:40000-40015/udp', '40000-40015:40000-40015/tcp']);
    expect(Number(env.RTC_WORKERS)).toBeLessThanOrEqual(16);
  });

  it('publishes neither PostgreSQL nor Redis, and keeps them on a network without a way out', () => {
    const { services, networks } = composeFileWith();
    expect(networks.data?.internal).toBe(true);
    for (const name of ['postgres', 'redis', 'backup', 'restore']) {
      expect(services[name]?.ports, name).toEqual([]);
      expect(services[name]?.networks, name).toEqual(['data']);
      expect(services[name]?.network_mode, name).toBeUndefined();
    }
    expect(services.proxy?.networks).toEqual(['edge']);
  });

  it('every service drops all capabilities, is read-only, starts again, has bounded logs and memory, and tells its health', () => {
    for (const [name, service] of Object.entries(composeFileWith().services)) {
      expect(service.cap_drop, name).toEqual(['ALL']);
      expect(service.security_opt, name).toEqual(['no-new-privileges:true']);
      expect(service.read_only, name).toBe(true);
      expect(service.logging?.options, name).toMatchObject({ 'max-size': '10m', 'max-file': '5' });
      if (service.profiles.length > 0) continue;
      expect(service.restart, name).toBe('unless-stopped');
      expect(service.deploy, name).toMatchObject({ resources: { limits: { memory: expect.any(String) } } });
      const build = typeof service.build === 'string' ? service.build : service.build?.context;
      const fromImage =
        build !== undefined && readFileSync(inRepo(build, 'Dockerfile'), 'utf8').includes('\nHEALTHCHECK ');
      expect(fromImage || service.healthcheck !== undefined, `${name} has a health check`).toBe(true);
    }
  });

  it('waits for a service only where it has a health check, and in an order without a circle', () => {
    const { services } = composeFileWith();
    const visit = (name: string, behind: string[]): void => {
      expect(behind, name).not.toContain(name);
      expect(Object.keys(services)).toContain(name);
      for (const [other, { condition }] of Object.entries(services[name]?.depends_on ?? {})) {
        expect(condition).toBe('service_healthy');
        visit(other, [...behind, name]);
      }
    };
    for (const name of Object.keys(services)) visit(name, []);
  });

  it('has no default for a secret, and stops with a message when one is missing', () => {
    const used = variablesOf(composeText());
    for (const secret of SECRETS) {
      const uses = used.filter(({ name }) => name === secret);
      expect(uses.length, secret).toBeGreaterThan(0);
      for (const use of uses) expect(use, secret).toMatchObject({ operator: ':?', operand: `set ${secret} in .env` });
      expect(() => interpolate(composeText(), { ...env, [secret]: '' })).toThrow(`set ${secret} in .env`);
    }
  });

  it('deploy/.env.example names every variable and no other, and holds no secret', () => {
    const example = parseEnvFile(readFileSync(inRepo('deploy/.env.example'), 'utf8'));
    const used = new Set(variablesOf(composeText()).map(({ name }) => name));
    expect(Object.keys(example).sort()).toEqual([...used].sort());
    for (const secret of SECRETS) expect(example[secret], secret).toBe('');
    for (const { name, operator, operand } of variablesOf(composeText())) {
      if (operator === ':-') expect(example[name], name).toBe(operand);
    }
  });

  it('make-env.sh writes secrets of 256 bits, all different, readable by their owner alone, and never over old ones', async () => {
    const secrets = SECRETS.map((name) => env[name] ?? '');
    for (const secret of secrets) expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(secrets).size).toBe(SECRETS.length);
    expect(statSync(envFile).mode & 0o777).toBe(0o600);
    const again = await makeEnv(DOMAIN, '203.0.113.7');
    expect(again.code).not.toBe(0);
    expect(again.said).toContain('is there already');
    expect(parseEnvFile(readFileSync(envFile, 'utf8'))).toEqual(env);
  });

  it.each([[[]], [[`https://${DOMAIN}`, '203.0.113.7']], [[DOMAIN, 'my-server']], [[DOMAIN, '']]])(
    'make-env.sh refuses %j',
    async (args) => {
      const refused = await makeEnv(...args);
      expect(refused.code).toBe(64);
      expect(refused.said).toMatch(/^make-env: /);
    },
  );
});
