/**
 * Makes the two fonts of the demo résumés anew; see README.md in this folder. Needed only when somebody writes a
 * character into the demo's lexicon that they lack.
 *
 *   node server/setup/demo/fonts/build.ts PACKAGE_FOLDER
 *
 * PACKAGE_FOLDER holds the unpacked npm package @expo-google-fonts/noto-sans-sc.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TrueTypeFont } from '../pdf/true-type.ts';

/** The 3,755 characters of GB 2312 level 1, which stand in its rows 16 to 55. */
function commonCharacters(): string {
  const decoder = new TextDecoder('gb2312');
  let text = '';
  for (let row = 0xb0; row <= 0xd7; row += 1) {
    for (let cell = 0xa1; cell <= 0xfe; cell += 1) {
      text += decoder.decode(Uint8Array.of(row, cell)).replace('\ufffd', '');
    }
  }
  return text;
}

/** All that the demo's own sources say, which is where its résumés come from. */
async function lexicon(): Promise<string> {
  const folder = new URL('..', import.meta.url);
  const files = (await readdir(folder)).filter((name) => name.endsWith('.ts'));
  const texts = await Promise.all(files.map((name) => readFile(new URL(name, folder), 'utf8')));
  return texts.join('');
}

const ASCII = String.fromCharCode(...Array.from({ length: 95 }, (_, index) => index + 32));
const PUNCTUATION = '，。；：、！？（）《》「」“”‘’·…—–×％／～　é';

const [packageFolder] = process.argv.slice(2);
if (packageFolder === undefined) throw new Error('Usage: node server/setup/demo/fonts/build.ts PACKAGE_FOLDER');
const printable = (await lexicon()).replace(/[\p{Cc}\ufffd]/gu, '');
const characters = new Set(ASCII + PUNCTUATION + commonCharacters().replace(/\p{Co}/gu, '') + printable);
for (const [weight, file] of [
  ['Regular', '400Regular/NotoSansSC_400Regular.ttf'],
  ['Bold', '700Bold/NotoSansSC_700Bold.ttf'],
] as const) {
  const font = new TrueTypeFont(await readFile(join(packageFolder, file)));
  const subset = font.standaloneSubset(characters);
  await writeFile(new URL(`NotoSansSC-${weight}.subset.ttf`, import.meta.url), subset);
  console.log(`NotoSansSC-${weight}.subset.ttf: ${characters.size} characters, ${subset.length} bytes`);
}
