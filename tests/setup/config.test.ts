import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../server/config.ts';
import { SetupError } from '../../server/setup/setup-error.ts';

const DATA_DIR = mkdtempSync(path.join(tmpdir(), 'cloudfair-config-'));
afterAll(() => rmSync(DATA_DIR, { recursive: true }));

const load = (env: NodeJS.ProcessEnv) => loadConfig({ DATA_DIR, ...env });

test('an empty environment is a complete configuration for one machine', () => {
  const { authSecret, ...config } = load({});
  expect(config).toEqual({
    host: '127.0.0.1',
    port: 3000,
    publicUrl: 'http://localhost:3000',
    dataDir: DATA_DIR,
    databaseUrl: undefined,
    redisUrl: undefined,
    rtc: {
      listenIp: '127.0.0.1',
      announcedAddress: undefined,
      portMin: 40_000,
      workers: availableParallelism(),
      workerBin: undefined,
      turn: undefined,
    },
    logLevel: 'info',
    production: false,
    trustProxy: undefined,
  });
  expect(authSecret.length).toBeGreaterThanOrEqual(32);
});

test('an empty variable counts as unset, as compose files pass them', () => {
  expect(load({ PORT: '', DATABASE_URL: ' ' })).toEqual(load({}));
});

test('every variable reaches its place', () => {
  const env = {
    HOST: '0.0.0.0',
    PORT: '8443',
    PUBLIC_URL: 'https://fair.example.edu.cn/',
    DATABASE_URL: 'postgres://a:b@db.internal:5432/fair?sslmode=require',
    REDIS_URL: 'rediss://redis.internal:6380',
    RTC_LISTEN_IP: '10.0.0.5',
    RTC_ANNOUNCED_ADDRESS: '203.0.113.7',
    RTC_PORT_MIN: '41000',
    RTC_WORKERS: '3',
    LOG_LEVEL: 'debug',
    NODE_ENV: 'production',
    TRUST_PROXY: '1',
    AUTH_SECRET: 's'.repeat(32),
    MEDIASOUP_WORKER_BIN: '/opt/worker',
    TURN_URLS: 'turn:turn.example.edu.cn:3478?transport=udp, stun:turn.example.edu.cn:3478',
    TURN_SECRET: 't'.repeat(16),
  };
  expect(load(env)).toEqual({
    host: '0.0.0.0',
    port: 8443,
    publicUrl: 'https://fair.example.edu.cn',
    dataDir: DATA_DIR,
    databaseUrl: env.DATABASE_URL,
    redisUrl: env.REDIS_URL,
    rtc: {
      listenIp: '10.0.0.5',
      announcedAddress: '203.0.113.7',
      portMin: 41_000,
      workers: 3,
      workerBin: '/opt/worker',
      turn: {
        urls: ['turn:turn.example.edu.cn:3478?transport=udp', 'stun:turn.example.edu.cn:3478'],
        secret: env.TURN_SECRET,
      },
    },
    logLevel: 'debug',
    production: true,
    trustProxy: 1,
    authSecret: env.AUTH_SECRET,
  });
});

describe('a wrong value is one line with the variable, the value and what is accepted', () => {
  const wrong: [NodeJS.ProcessEnv, string][] = [
    [{ PORT: 'abc' }, 'PORT: "abc" is not accepted; it takes a whole number from 1 to 65535'],
    [{ PORT: '0' }, 'PORT: "0" is not'],
    [{ PORT: '70000' }, 'PORT: "70000" is not'],
    [{ HOST: 'two words' }, 'HOST: "two words" is not'],
    [{ PUBLIC_URL: 'fair.example.edu.cn' }, 'PUBLIC_URL: "fair.example.edu.cn" is not'],
    [{ PUBLIC_URL: 'https://fair.example.edu.cn/jobs' }, 'PUBLIC_URL: "https://fair.example.edu.cn/jobs" is not'],
    [{ PUBLIC_URL: 'http://fair.example.edu.cn', NODE_ENV: 'production' }, 'browsers give no camera to plain http'],
    [{ RTC_WORKERS: '2.5' }, 'RTC_WORKERS: "2.5" is not'],
    [
      { RTC_PORT_MIN: '65535', RTC_WORKERS: '2' },
      'RTC_PORT_MIN: "65535" is not accepted; it takes at most 65534 with 2 workers',
    ],
    [{ RTC_LISTEN_IP: 'eth0' }, 'RTC_LISTEN_IP: "eth0" is not'],
    [{ HOST: '0.0.0.0', PUBLIC_URL: 'https://fair.example.edu.cn' }, 'RTC_ANNOUNCED_ADDRESS: "" is not'],
    [{ LOG_LEVEL: 'loud' }, 'it takes silent, fatal, error, warn, info, debug, trace'],
    [{ NODE_ENV: 'prod' }, 'NODE_ENV: "prod" is not'],
    [{ TRUST_PROXY: 'true' }, 'TRUST_PROXY: "true" is not'],
    [{ TURN_URLS: 'http://turn' }, 'TURN_URLS: "http://turn" is not'],
    [{ TURN_URLS: 'turn:turn.example.edu.cn' }, 'TURN_SECRET: its value is not'],
  ];
  test.each(wrong)('%o', (env, line) => {
    expect(() => load(env)).toThrow(SetupError);
    expect(() => load(env)).toThrow(line);
    expect(() => load(env)).toThrow(/^[^\n]+$/);
  });

  test('but never a secret', () => {
    for (const env of [
      { AUTH_SECRET: 'too-short-s3cret' },
      { DATABASE_URL: 'mysql://u:s3cret@h/d' },
      { REDIS_URL: 's3cret' },
    ]) {
      expect(() => load(env)).toThrow(/^(?!.*s3cret)[A-Z_]+: its value is not accepted/);
    }
  });
});

test('a public listener announces the address in PUBLIC_URL, and 127.0.0.1 for localhost', () => {
  const announced = (env: NodeJS.ProcessEnv) => load({ HOST: '0.0.0.0', ...env }).rtc.announcedAddress;
  expect(announced({})).toBe('127.0.0.1');
  expect(announced({ PUBLIC_URL: 'https://203.0.113.7' })).toBe('203.0.113.7');
  expect(announced({ PUBLIC_URL: 'https://203.0.113.7', RTC_LISTEN_IP: '10.0.0.5' })).toBeUndefined();
});

test('without AUTH_SECRET one is made once, for its owner alone', () => {
  const [first, second] = [load({}), load({})];
  expect(second.authSecret).toBe(first.authSecret);
  const file = path.join(DATA_DIR, 'auth-secret');
  expect(readFileSync(file, 'utf8').trim()).toBe(first.authSecret);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('a data folder that cannot be made is said in one line', () => {
  const taken = path.join(DATA_DIR, 'auth-secret', 'data');
  expect(() => loadConfig({ DATA_DIR: taken })).toThrow(/^DATA_DIR: ".*" cannot be made: ENOTDIR[^\n]*$/);
});
