// Makes the files beside this folder from pinned npm packages and our own
// sources. Run it through scripts/assets.sh, which says which versions.
//
//   node build.mjs NODE_MODULES ASSETS TEMPLATES
//
// What it does: takes Tabler, drops every rule that neither a template nor
// keep.mjs names, turns Tabler's dark selectors and our `@dark` blocks into
// "dark chosen" and "dark by the device's wish", adds our own sheets, and
// refuses to finish when something the page's policy forbids is left in.
import { createRequire } from 'node:module';
import { readFileSync, writeFileSync, copyFileSync, readdirSync, statSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const [modules, assets, templates] = process.argv.slice(2);
const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(join(modules, 'x.js'));
const postcss = require('postcss');
const { PurgeCSS } = require('purgecss');
const { transform } = require('lightningcss');
const { keep, drop } = await import('./keep.mjs');
const read = (...parts) => readFileSync(join(...parts), 'utf8');

const DARK = 'html[data-bs-theme=dark]';
const AUTO = 'html[data-bs-theme=auto]';

/** Two copies of a dark rule: chosen, and wished by the device. Never on paper. */
function darkTwice(nodes, selectorOf) {
  const chosen = postcss.atRule({ name: 'media', params: 'screen' });
  const wished = postcss.atRule({ name: 'media', params: 'screen and (prefers-color-scheme:dark)' });
  for (const [media, root] of [[chosen, DARK], [wished, AUTO]]) {
    media.append(postcss.rule({ selector: selectorOf(root) }).append(nodes.map((n) => n.clone())));
  }
  return [chosen, wished];
}

/** Tabler: one root, one way to be dark, no pictures inside the sheet. */
function tidyTabler(css) {
  const root = postcss.parse(css);
  root.walkComments((c) => c.remove());
  root.walkRules((rule) => {
    const strange = /theme-dark|theme-light|\[data-theme|data-bs-navbar-theme|body\[data-bs-theme|:host/;
    const kept = rule.selectors.filter((s) => !strange.test(s));
    if (kept.length === 0) return rule.remove();
    const dark = kept.filter((s) => s.includes('[data-bs-theme=dark]'));
    const light = kept.filter((s) => !dark.includes(s) && !/\[data-bs-theme=light\]/.test(s));
    if (dark.length > 0 && rule.parent.type === 'root') {
      const selectorOf = (html) => dark.map((s) => s.replace('[data-bs-theme=dark]', html)).join(',');
      rule.after(darkTwice(rule.nodes, selectorOf));
    }
    if (light.length === 0) return rule.remove();
    rule.selectors = light;
  });
  root.walkDecls((d) => {
    if (d.value.includes('data:')) return d.remove();
    // Pages in a language written from the right are laid out by the same sheet.
    d.prop = d.prop.replace(/^(margin|padding)-left$/, '$1-inline-start').replace(/^(margin|padding)-right$/, '$1-inline-end')
      .replace(/^border-left(-(?:width|color|style))?$/, 'border-inline-start$1').replace(/^border-right(-(?:width|color|style))?$/, 'border-inline-end$1');
    if (d.prop === 'text-align') d.value = d.value.replace('left', 'start').replace('right', 'end');
  });
  return root.toString();
}

/** Our own sheets: `@dark { … }` inside a rule or on its own. */
function ownSheets() {
  const names = readdirSync(here).filter((f) => f.endsWith('.css')).sort();
  const root = postcss.parse(names.map((f) => read(here, f)).join('\n'));
  root.walkAtRules('dark', (at) => {
    const rule = at.parent;
    const selectorOf = (html) => rule.selectors.map((s) => (s === ':root' ? html : `${html} ${s}`)).join(',');
    rule.after(darkTwice(at.nodes, selectorOf));
    at.remove();
  });
  return root.toString();
}

function everyTemplate(folder) {
  return readdirSync(folder).flatMap((f) => {
    const path = join(folder, f);
    if (statSync(path).isDirectory()) return everyTemplate(path);
    return f.endsWith('.html') ? [{ raw: read(path), extension: 'html' }] : [];
  });
}

async function sheet() {
  const tabler = tidyTabler(read(modules, '@tabler/core/dist/css/tabler.css'));
  const own = ownSheets();
  const words = (css) => [...css.matchAll(/--tblr-[\w-]+/g)].map((m) => m[0]);
  const [purged] = await new PurgeCSS().purge({
    content: everyTemplate(templates),
    css: [{ raw: tabler }],
    defaultExtractor: (text) => text.match(/[\w-]+/g) ?? [],
    safelist: { standard: keep, variables: words(own) },
    blocklist: drop,
    variables: true, keyframes: true, fontFace: true,
  });
  const { code } = transform({ filename: 'app.css', code: Buffer.from(`${purged.css}\n${own}`), minify: true });
  const css = `/*! Built by scripts/assets.sh. Holds parts of Tabler (MIT), see LICENSES.md */\n${code}`;
  for (const forbidden of ['data:', '@import', 'http:', 'https:']) {
    if (css.includes(forbidden)) throw new Error(`app.css must not hold ${forbidden}`);
  }
  return { css, tabler: purged.css.length, own: own.length };
}

function sprite() {
  const lines = read(here, 'icons.txt').split('\n').filter((l) => l && !l.startsWith('#'));
  const symbols = lines.map((line) => {
    const [name, file] = line.split('=');
    const svg = read(modules, '@tabler/icons/icons/outline', `${file}.svg`);
    const inner = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>'));
    const shapes = inner.replace(/\s*\n\s*/g, '').replace(/<path stroke="none"[^>]*\/>/g, '').replace(/ \/>/g, '/>');
    return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${shapes}</symbol>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg">\n<!-- Icons of Tabler (MIT), see LICENSES.md -->\n${symbols.join('\n')}\n</svg>\n`;
}

const { css, tabler, own } = await sheet();
writeFileSync(join(assets, 'app.css'), css);
writeFileSync(join(assets, 'icons.svg'), sprite());
copyFileSync(join(modules, 'htmx.org/dist/htmx.min.js'), join(assets, 'htmx.min.js'));
console.log(`app.css ${css.length} bytes (Tabler kept ${tabler}, ours ${own} before minifying)`);
