/**
 * Breaks text into lines of at most `width` characters at spaces. Empty lines part paragraphs; a
 * paragraph that begins with two spaces is kept line by line.
 */
export function wrap(text: string, width: number, indent = ''): string {
  return text
    .split(/\n{2,}/)
    .map((paragraph) =>
      paragraph.startsWith('  ')
        ? paragraph.replaceAll(/^/gm, indent)
        : fill(paragraph, width, indent).join('\n'),
    )
    .join('\n\n');
}

function fill(text: string, width: number, indent: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (line !== '' && indent.length + line.length + 1 + word.length > width) {
      lines.push(indent + line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  if (line !== '') lines.push(indent + line);
  return lines;
}
