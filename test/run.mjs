// `npm test`: types, lint, and every test; the last line counts them.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const bin = fileURLToPath(new URL('../node_modules/.bin/', import.meta.url));
const root = fileURLToPath(new URL('..', import.meta.url));
const reports = mkdtempSync(join(tmpdir(), 'plinth-test-'));
const counts = { passed: 0, failed: 0, skipped: 0 };

/** Runs one checking tool and counts it as one test. */
function check(name, tool, words) {
  const { status, stdout, stderr } = spawnSync(join(bin, tool), words, { cwd: root, encoding: 'utf8' });
  counts[status === 0 ? 'passed' : 'failed']++;
  console.log(status === 0 ? `✓ ${name}` : `✗ ${name}\n${stdout}${stderr}`);
}

function tests(words) {
  const report = join(reports, 'vitest.json');
  const { status } = spawnSync(
    join(bin, 'vitest'),
    ['run', '--reporter=default', '--reporter=json', `--outputFile=${report}`, ...words],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  const { numPassedTests, numFailedTests, numPendingTests, numFailedTestSuites, numTotalTests } = readReport(report);
  counts.passed += numPassedTests;
  counts.skipped += numPendingTests;
  // a file that cannot be loaded, or a run that ends early, fails without a failed test
  counts.failed += Math.max(numFailedTests, status === 0 && numTotalTests > 0 ? 0 : Math.max(1, numFailedTestSuites));
}

function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numFailedTestSuites: 1, numTotalTests: 0 };
  }
}

const words = process.argv.slice(2);
if (words.length === 0) {
  check('types', 'tsc', ['-p', '.']);
  check('types of the page', 'tsc', ['-p', 'generator/atlas-page']);
  check('lint and format', 'biome', ['check', '--diagnostic-level=warn', '--error-on-warnings']);
}
tests(words);
rmSync(reports, { recursive: true, force: true });
const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
console.log(`\n${counts.passed} passed, ${counts.failed} failed${skipped}`);
process.exitCode = counts.failed === 0 ? 0 : 1;
