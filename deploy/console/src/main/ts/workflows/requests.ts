/** Requests found in what other tools write: curl command lines, HAR, Postman collections, OpenAPI. */

export interface Found { name: string; method: string; url: string; headers: Record<string, string>; body?: string; status?: number }

/** Splits a command line as a shell would, as far as curl lines need it. */
export function words(command: string): string[] {
  const found: string[] = [];
  let word = '';
  let inside = false;
  const text = command.replace(/\\\r?\n/g, ' ');
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (c === "'" || c === '"') {
      inside = true;
      for (i++; i < text.length && text[i] !== c; i++) {
        if (c === '"' && text[i] === '\\' && /["\\$`]/.test(text[i + 1] ?? '')) i++;
        word += text[i];
      }
    } else if (c === '\\' && i + 1 < text.length) {
      word += text[++i];
      inside = true;
    } else if (/\s/.test(c)) {
      if (inside || word) found.push(word);
      word = '';
      inside = false;
    } else {
      word += c;
    }
  }
  if (inside || word) found.push(word);
  return found;
}

export function fromCurl(command: string): Found {
  const args = words(command.trim());
  if (args[0] !== 'curl') throw new Error('A line that begins with “curl” is expected.');
  let method = '';
  let url = '';
  const headers: Record<string, string> = {};
  const data: string[] = [];
  let json = false;
  let get = false;
  for (let i = 1; i < args.length; i++) {
    const arg = args[i]!;
    const value = (): string => args[++i] ?? '';
    if (arg === '-X' || arg === '--request') method = value();
    else if (arg === '-H' || arg === '--header') {
      const [name, ...rest] = value().split(':');
      headers[name!.trim()] = rest.join(':').trim();
    } else if (/^(-d|--data|--data-raw|--data-binary|--data-ascii|--data-urlencode)$/.test(arg)) data.push(value());
    else if (arg === '--json') { data.push(value()); json = true; }
    else if (arg === '-G' || arg === '--get') get = true;
    else if (arg === '-I' || arg === '--head') method = 'HEAD';
    else if (arg === '--url') url = value();
    else if (/^(-u|--user|-A|--user-agent|-b|--cookie|-o|--output|-e|--referer|-m|--max-time|--connect-timeout|-x|--proxy)$/.test(arg)) value();
    else if (!arg.startsWith('-')) url = arg;
  }
  if (!url) throw new Error('The command names no address.');
  if (json) headers['Content-Type'] ??= 'application/json';
  const body = get ? undefined : data.join('&') || undefined;
  if (get && data.length) url += (url.includes('?') ? '&' : '?') + data.join('&');
  return { name: nameOf(method || (body ? 'POST' : 'GET'), url), method: (method || (body !== undefined ? 'POST' : 'GET')).toUpperCase(), url, headers, ...(body !== undefined && { body }) };
}

type Json = Record<string, any>;

export function fromHar(har: Json): Found[] {
  return ((har['log']?.entries ?? []) as Json[]).filter(entry => /json|xml|text\/plain|^$/.test(entry['response']?.content?.mimeType ?? '')).map(entry => ({
    name: nameOf(entry['request'].method, entry['request'].url), method: entry['request'].method, url: entry['request'].url,
    headers: Object.fromEntries(((entry['request'].headers ?? []) as Json[]).map(one => [one['name'], one['value']])),
    ...(entry['request'].postData?.text && { body: entry['request'].postData.text }), ...(entry['response']?.status && { status: entry['response'].status }),
  }));
}

export function fromPostman(collection: Json): Found[] {
  const all = (items: Json[]): Found[] => items.flatMap(item => item['item'] ? all(item['item']) : item['request'] ? [{
    name: String(item['name'] ?? 'request'), method: item['request'].method ?? 'GET', url: typeof item['request'].url === 'string' ? item['request'].url : item['request'].url?.raw ?? '',
    headers: Object.fromEntries(((item['request'].header ?? []) as Json[]).filter(one => !one['disabled']).map(one => [one['key'], one['value']])),
    ...(item['request'].body?.raw && { body: item['request'].body.raw }),
  }] : []);
  return all(collection['item'] ?? []);
}

export function fromOpenApi(document: Json): Found[] {
  return Object.entries((document['paths'] ?? {}) as Json).flatMap(([path, operations]) => Object.entries(operations as Json)
    .filter(([method]) => ['get', 'post', 'put', 'patch', 'delete'].includes(method))
    .map(([method, operation]) => {
      const example = (operation as Json)['requestBody']?.content?.['application/json'];
      const sample = example?.example ?? (Object.values(example?.examples ?? {})[0] as Json | undefined)?.['value'] ?? example?.schema?.example;
      const status = Number(Object.keys((operation as Json)['responses'] ?? {}).find(code => code.startsWith('2')));
      return {
        name: String((operation as Json)['summary'] ?? (operation as Json)['operationId'] ?? nameOf(method, path)), method: method.toUpperCase(), url: path.replace(/\{([^}]+)\}/g, (_, name: string) => `\${${variable(name)}}`),
        headers: (example ? { 'Content-Type': 'application/json' } : {}) as Record<string, string>, ...(sample !== undefined && { body: JSON.stringify(sample) }), ...(status && { status }),
      };
    }));
}

export const variable = (name: string): string => name.replace(/[^A-Za-z0-9]+/g, '_').replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase().replace(/^_+|_+$/g, '') || 'value';

function nameOf(method: string, url: string): string {
  const path = url.replace(/^https?:\/\/[^/]+/, '').split('?')[0] || '/';
  return `${method.toUpperCase()} ${path}`;
}
