/** YAML taken apart for colouring, line by line: enough to read by, not a parser. */

export type Token = { kind: '' | 'k' | 's' | 'c' | 'v' | 'n'; text: string };

const PATTERN = /(#.*$)|(\$\{[^}]*\})|("(?:[^"\\]|\\.)*"|'[^']*')|([A-Za-z_][\w.-]*)(?=\s*:(?:\s|$))|(?<![\w-])(-?\d+(?:\.\d+)?|true|false|null)(?![\w-])/g;

export function tokens(line: string): Token[] {
  const found: Token[] = [];
  let at = 0;
  for (const match of line.matchAll(PATTERN)) {
    if (match[1] !== undefined && match.index > 0 && !/\s/.test(line[match.index - 1]!)) continue;
    if (match.index > at) found.push({ kind: '', text: line.slice(at, match.index) });
    const kind = match[1] !== undefined ? 'c' : match[2] !== undefined ? 'v' : match[3] !== undefined ? 's' : match[4] !== undefined ? 'k' : 'n';
    found.push({ kind, text: match[0] });
    at = match.index + match[0].length;
  }
  if (at < line.length) found.push({ kind: '', text: line.slice(at) });
  return found;
}
