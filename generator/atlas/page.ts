import { createHash } from 'node:crypto';
import { script, style } from '../generated/atlas-page.js';
import type { Atlas } from './atlas.ts';

/** The atlas as one HTML page that needs nothing but itself: it opens from disk and reaches no network, nor may it. */
export function atlasPage(atlas: Atlas): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="plinth atlas; made from platform.yaml, do not edit">
<title>${escaped(atlas.name)}: the atlas</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<noscript>This page draws itself with a script of its own, and there is none without it. The order of each cluster is also in its README below clusters/.</noscript>
<div id="atlas"></div>
<script type="application/json" id="platform">${inert(JSON.stringify(atlas))}</script>
<script>${script}</script>
</body>
</html>
`;
}

const policy = [
  "default-src 'none'",
  `script-src ${hashed(script)}`,
  `style-src ${hashed(style)}`,
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

function hashed(text: string): string {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

/** JSON in which nothing ends the element that it stands in, or begins another. */
function inert(json: string): string {
  return json.replaceAll('<', '\\u003c').replaceAll('>', '\\u003e').replaceAll('&', '\\u0026');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
