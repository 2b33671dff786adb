/** Marks that may not begin a line, and brackets that may not end one (GB/T 15834, kinsoku in short). */
const NEVER_FIRST = new Set('，。；：、！？）》」』”’％%,.;:!?)]}·…');
const NEVER_LAST = new Set('（《「『“‘([{');

/** Latin words and numbers hold together; every Chinese character is a word of its own. */
const WORD = /[\p{Script=Latin}\p{Nd}@._+#/’'&×-]+|\s+|./gu;

/** The smallest pieces between which a line may break. */
function pieces(text: string): string[] {
  const result: string[] = [];
  let open = '';
  for (const [word] of text.matchAll(WORD)) {
    if (NEVER_LAST.has(word)) {
      open += word;
      continue;
    }
    const last = result.length - 1;
    if (open === '' && last >= 0 && NEVER_FIRST.has(word)) result[last] += word;
    else result.push(open + word);
    open = '';
  }
  if (open !== '') result.push(open);
  return result;
}

/** Breaks Chinese or mixed text into lines no wider than `width`; `widthOf` measures in the same unit. */
export function breakLines(text: string, width: number, widthOf: (piece: string) => number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const piece of pieces(text)) {
    const wide = widthOf(piece);
    if (line !== '' && used + wide > width) {
      lines.push(line.trimEnd());
      line = '';
      used = 0;
    }
    if (line === '' && piece.trim() === '') continue;
    line += piece;
    used += wide;
  }
  if (line !== '') lines.push(line.trimEnd());
  return lines;
}
