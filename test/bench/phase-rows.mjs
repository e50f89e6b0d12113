import { median } from './measured.mjs';
import { must } from './works.mjs';

const numbers = (words, runs) =>
  Array.from({ length: runs }, () => JSON.parse(must([process.execPath], words, process.cwd())));

/** The CPU milliseconds of each pass in one process, medians; and how many objects the check against schemas takes in a second. */
export function phaseRows(file, root, runs) {
  return medians(numbers(['dist/bench/phases.cjs', file, root], runs));
}

/** As the program starts it where little is asked of it. */
const engineFlags = ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering', '--wasm-lazy-validation'];

/** What the WebAssembly engine costs in one process. */
export function engineRows(runs) {
  return medians(numbers([...engineFlags, 'test/bench/engine-phases.mjs'], runs));
}

function medians(all) {
  return Object.fromEntries(Object.keys(all[0]).map((name) => [name, median(all.map((each) => each[name]))]));
}
