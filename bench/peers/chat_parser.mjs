// whatsapp-chat-parser (npm, MIT) on one file: the peer beside our reader's figures.
//   npm install whatsapp-chat-parser@4.0.2 && node chat_parser.mjs FILE
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import path from 'node:path';

const require = createRequire(path.join(process.cwd(), 'x.js'));
const loaded = await import(pathToFileURL(require.resolve('whatsapp-chat-parser')).href);
const parse = loaded.parseString ?? loaded.default.parseString;
const text = readFileSync(process.argv[2], 'utf8');
const before = process.cpuUsage();
const messages = parse(text);
const used = process.cpuUsage(before);
const seconds = (used.user + used.system) / 1e6;
const bytes = Buffer.byteLength(text);
console.log(`${messages.length} entries\t${(bytes / 1e6 / seconds).toFixed(1)} MB per CPU s\t${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
