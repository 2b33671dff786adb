import { defineConfig } from 'vitest/config';

/** Suites that need little and disturb nobody: their files share the cores. */
const LIGHT = ['rules', 'server', 'sockets', 'races', 'client', 'support'];

export default defineConfig({
  test: {
    reporters: ['default', './tests/support/closing-line-reporter.ts'],
    // One for the whole run, in the main process.
    globalSetup: './tests/support/postgres-broker.ts',
    projects: [
      {
        test: {
          name: 'light',
          include: LIGHT.map((folder) => `tests/${folder}/**/*.test.{ts,tsx}`),
          maxWorkers: 2,
          testTimeout: 30_000,
          hookTimeout: 60_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        // Browsers, workers, whole servers: one file at a time, or they would measure and starve each other.
        test: {
          name: 'heavy',
          include: ['tests/**/*.test.{ts,tsx}'],
          exclude: LIGHT.map((folder) => `tests/${folder}/**`),
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
