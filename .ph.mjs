import { bundleProgram } from '/work/main/generator/codegen/bundle-program.mjs'; import {mkdirSync} from 'node:fs';
process.chdir('/work/main'); mkdirSync('dist/bench',{recursive:true}); await bundleProgram('test/bench/.checks.ts','dist/bench','checks',[['platform.yaml']]);
