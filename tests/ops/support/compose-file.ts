import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { inRepo } from './paths.ts';

const environment = z.record(z.string(), z.union([z.string(), z.number()])).default({});

/** What the tests read of a service; the Compose specification's own schema has checked the rest. */
const service = z.looseObject({
  image: z.string().optional(),
  build: z.union([z.string(), z.looseObject({ context: z.string(), target: z.string().optional() })]).optional(),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  environment,
  ports: z.array(z.string()).default([]),
  networks: z.array(z.string()).default([]),
  network_mode: z.string().optional(),
  volumes: z.array(z.string()).default([]),
  profiles: z.array(z.string()).default([]),
  restart: z.string().optional(),
  read_only: z.boolean().default(false),
  cap_drop: z.array(z.string()).default([]),
  security_opt: z.array(z.string()).default([]),
  healthcheck: z.looseObject({}).optional(),
  logging: z.looseObject({ options: z.record(z.string(), z.string()) }).optional(),
  deploy: z.looseObject({}).optional(),
});

const composeFile = z.looseObject({
  services: z.record(z.string(), service),
  networks: z.record(z.string(), z.looseObject({ internal: z.boolean().optional() })),
  volumes: z.record(z.string(), z.looseObject({})),
});

/** docker-compose.yml as text. */
export function composeText(): string {
  return readFileSync(inRepo('docker-compose.yml'), 'utf8');
}

/** docker-compose.yml as data with its anchors merged, and with variables put in where they are given. */
export function composeTree(variables?: Record<string, string>): unknown {
  const tree: unknown = parse(composeText(), { merge: true });
  return variables === undefined ? tree : mapTexts(tree, (text) => interpolate(text, variables));
}

/** Compose puts variables in after it has read the YAML: an empty one is an empty text and nothing else. */
function mapTexts(node: unknown, change: (text: string) => string): unknown {
  if (typeof node === 'string') return change(node);
  if (Array.isArray(node)) return node.map((item) => mapTexts(item, change));
  if (node === null || typeof node !== 'object') return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, mapTexts(value, change)]));
}

/** The same, with what the tests read of it typed. */
export function composeFileWith(variables?: Record<string, string>): z.output<typeof composeFile> {
  return composeFile.parse(composeTree(variables));
}

/** Every variable docker-compose.yml reads, with what it says about a missing one: `:?` stops, `:-` has a default. */
export function variablesOf(text: string): { name: string; operator: string; operand: string }[] {
  return [...text.matchAll(/(?<!\$)\$\{([A-Z0-9_]+)(:-|:\?|)([^}]*)\}/g)].map(
    ([, name = '', operator = '', operand = '']) => ({
      name,
      operator,
      operand,
    }),
  );
}

/**
 * Compose's interpolation (https://github.com/compose-spec/compose-spec/blob/main/12-interpolation.md), as far as
 * docker-compose.yml uses it: `${NAME}`, `${NAME:-default}`, `${NAME:?message}` and `$$`.
 *
 * @throws Error with the message of a `:?` whose variable is unset or empty.
 */
export function interpolate(text: string, variables: Record<string, string>): string {
  return text
    .replace(/(?<!\$)\$\{([A-Z0-9_]+)(:-|:\?|)([^}]*)\}/g, (_, name: string, operator: string, operand: string) => {
      const value = variables[name] ?? '';
      if (value !== '') return value;
      if (operator === ':?') throw new Error(operand);
      return operator === ':-' ? operand : '';
    })
    .replaceAll('$$', '$');
}

/** An .env file as Compose reads plain ones: NAME=value lines and comments. */
export function parseEnvFile(text: string): Record<string, string> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}
