/** What can stand where the cursor is, by the published JSON Schema of workflows. */

export interface Schema {
  properties?: Record<string, Schema>; items?: Schema; $ref?: string; description?: string; enum?: unknown[]; const?: unknown; type?: string | string[];
  oneOf?: Schema[]; anyOf?: Schema[]; allOf?: Schema[]; $defs?: Record<string, Schema>; additionalProperties?: boolean | Schema;
  [more: string]: unknown;
}
export interface Proposal { text: string; insert: string; description: string }
export interface Cursor { path: string[]; word: string; value: boolean; siblings: string[] }

interface Frame { column: number; name: string; keys: string[] }

/** What is open at a line: keys and list items, each at its column; deeper ones are closed by what comes at their column. */
function enter(frames: Frame[], prefix: string): number {
  let column = prefix.length - prefix.trimStart().length;
  for (const _ of prefix.match(/- /g) ?? []) {
    while (frames.length > 1 && (frames.at(-1)!.column > column || (frames.at(-1)!.column === column && frames.at(-1)!.name === '[]'))) frames.pop();
    frames.push({ column, name: '[]', keys: [] });
    column += 2;
  }
  while (frames.length > 1 && frames.at(-1)!.column >= column) frames.pop();
  return column;
}

/** Where a position is, from indentation: the keys above it, and the word that is being typed. */
export function cursorAt(text: string, position: number): Cursor {
  const lines = text.slice(0, position).split('\n');
  const last = lines.pop()!;
  const frames: Frame[] = [{ column: -1, name: '', keys: [] }];
  for (const line of lines) {
    if (!line.trim() || line.trimStart().startsWith('#')) continue;
    const [, prefix = '', key] = /^(\s*(?:- )*)(?:([\w-]+):)?/.exec(line)!;
    const column = enter(frames, prefix);
    if (key) {
      frames.at(-1)!.keys.push(key);
      frames.push({ column, name: key, keys: [] });
    }
  }
  const value = /^(\s*(?:- )*)([\w-]+):\s+([\w-]*)$/.exec(last);
  const typed = /^(\s*(?:- )*)([\w-]*)$/.exec(last);
  enter(frames, (value ?? typed)?.[1] ?? /^\s*/.exec(last)![0]);
  const siblings = frames.at(-1)!.keys;
  const path = frames.slice(1).map(frame => frame.name);
  return value
    ? { path: [...path, value[2]!], word: value[3]!, value: true, siblings }
    : { path, word: typed?.[2] ?? '', value: false, siblings };
}

function resolve(schema: Schema | undefined, root: Schema): Schema[] {
  if (!schema) return [];
  if (schema.$ref) return resolve(root.$defs?.[schema.$ref.split('/').pop()!], root);
  const parts = [...(schema.oneOf ?? []), ...(schema.anyOf ?? []), ...(schema.allOf ?? [])];
  return [schema, ...parts.flatMap(part => resolve(part, root))];
}

export function proposals(root: Schema, cursor: Cursor): Proposal[] {
  let here = resolve(root, root);
  for (const part of cursor.path) {
    here = here.flatMap(schema => part === '[]' ? resolve(schema.items, root) : resolve(schema.properties?.[part], root));
  }
  const found = new Map<string, Proposal>();
  for (const schema of here) {
    if (cursor.value) {
      for (const value of [...(schema.enum ?? []), ...(schema.const !== undefined ? [schema.const] : []), ...(schema.type === 'boolean' ? [true, false] : [])]) {
        found.set(String(value), { text: String(value), insert: String(value), description: '' });
      }
    } else {
      for (const [name, property] of Object.entries(schema.properties ?? {})) {
        if (cursor.siblings.includes(name)) continue;
        const [first, ...others] = resolve(property, root);
        found.set(name, { text: name, insert: `${name}: `, description: first?.description ?? others.find(one => one.description)?.description ?? '' });
      }
    }
  }
  return [...found.values()].filter(one => one.text.startsWith(cursor.word) && one.text !== cursor.word);
}
