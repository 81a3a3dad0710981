// whatsapp-chat-parser (npm, MIT) on one file: the peer beside our reader's figures.
//   npm install whatsapp-chat-parser@4.0.2 && node chat_parser.mjs FILE
// `parsing` counts the call alone, with the text in memory already; `whole` counts
// everything since the process began, reading the file included, as ours does.
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
const all = process.cpuUsage();
const bytes = Buffer.byteLength(text);
const speed = (cpu) => {
  const seconds = (cpu.user + cpu.system) / 1e6;
  return `${(bytes / 1e6 / seconds).toFixed(1)} MB and ${Math.round(messages.length / seconds)} messages per CPU s`;
};
console.log(`${messages.length} entries\tparsing ${speed(used)}\twhole ${speed(all)}\t${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most`);
