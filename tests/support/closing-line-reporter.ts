import type { Reporter, TestModule } from 'vitest/node';

/** Closes the run with `N passed, N failed` alone on a line, a form that any CI can read. */
class ClosingLineReporter implements Reporter {
  #counts = { passed: 0, failed: 0, skipped: 0 };

  onTestRunEnd(modules: readonly TestModule[]): void {
    for (const module of modules) {
      // A file that could not even be loaded counts as one failure.
      if (module.errors().length > 0) this.#counts.failed += 1;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state !== 'pending') this.#counts[state] += 1;
      }
    }
    const { passed, failed, skipped } = this.#counts;
    // After the summary of the default reporter, which is written at the end of this same turn.
    process.once('exit', () => {
      process.stdout.write(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
    });
  }
}

// biome-ignore lint/style/noDefaultExport: Vitest loads a reporter by its default export.
export default ClosingLineReporter;
