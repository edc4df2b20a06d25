/** Just enough of HTML to read the exchange's own pages: forms as a browser would send them, and plain text. */

export interface Form {
  action: string;
  /** As the browser would send them untouched: no unchecked boxes, no buttons. */
  fields: [string, string][];
  /** Names that the form has at all, boxes and choices included. */
  names: ReadonlySet<string>;
  text: string;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

function decode(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (all, decimal?: string, hex?: string, name?: string) => {
    if (decimal) return String.fromCodePoint(Number(decimal));
    return hex ? String.fromCodePoint(parseInt(hex, 16)) : (ENTITIES[name ?? ''] ?? all);
  });
}

/** What a person reads: no tags, scripts or styles; every white space, also a narrow or a hard one, is one space. */
export function textOf(html: string): string {
  const bare = html.replace(/<(script|style)\b[\s\S]*?<\/\1>/gi, ' ').replace(/<[^>]*>/g, ' ');
  return decode(bare)
    .replace(/[\s\u00a0\u202f]+/g, ' ')
    .trim();
}

function attributes(tag: string): Map<string, string> {
  const found = tag.replace(/^<\w+/, '').matchAll(/([\w:-]+)(?:\s*=\s*"([^"]*)")?/g);
  return new Map([...found].map(([, name = '', value]) => [name.toLowerCase(), decode(value ?? '')]));
}

function inputField(tag: string): [string, string] | null {
  const attribute = attributes(tag);
  const name = attribute.get('name');
  const type = attribute.get('type') ?? 'text';
  if (name === undefined || ['submit', 'button', 'file'].includes(type)) return null;
  if (['checkbox', 'radio'].includes(type) && !attribute.has('checked')) return null;
  return [name, attribute.get('value') ?? (type === 'checkbox' ? 'on' : '')];
}

function selectField(html: string): [string, string] | null {
  const name = attributes(/^<select[^>]*>/.exec(html)?.[0] ?? '').get('name');
  if (name === undefined) return null;
  const options = [...html.matchAll(/<option[^>]*>/g)].map(([tag]) => attributes(tag));
  const chosen = options.find((option) => option.has('selected')) ?? options[0];
  return [name, chosen?.get('value') ?? ''];
}

function areaField(html: string): [string, string] | null {
  const name = attributes(/^<textarea[^>]*>/.exec(html)?.[0] ?? '').get('name');
  const value = /^<textarea[^>]*>([\s\S]*)<\/textarea>$/.exec(html)?.[1] ?? '';
  return name === undefined ? null : [name, decode(value).replace(/^\n/, '')];
}

function formOf(tag: string, body: string): Form {
  const controls = [
    ...body.matchAll(/<input\b[^>]*>|<select\b[\s\S]*?<\/select>|<textarea\b[\s\S]*?<\/textarea>/g),
  ].map(([html]) => html);
  const field = (html: string) =>
    html.startsWith('<input') ? inputField(html) : html.startsWith('<select') ? selectField(html) : areaField(html);
  const names = controls.map((html) => attributes(/^<[^>]*>/.exec(html)?.[0] ?? '').get('name') ?? '');
  return {
    action: attributes(tag).get('action') ?? '',
    fields: controls.map(field).filter((one) => one !== null),
    names: new Set(names.filter(Boolean)),
    text: textOf(body),
  };
}

/** The page's forms that post, in order. */
export function formsOf(html: string): Form[] {
  return [...html.matchAll(/(<form\b[^>]*method="post"[^>]*>)([\s\S]*?)<\/form>/g)].map(([, tag = '', body = '']) =>
    formOf(tag, body),
  );
}

/** Text of each element of this class, such as `match-row`. */
export function textsOfClass(html: string, tag: string, name: string): string[] {
  const pattern = new RegExp(`<${tag}\\b[^>]*class="(?:[^"]*\\s)?${name}(?:\\s[^"]*)?"[^>]*>`, 'g');
  const starts = [...html.matchAll(pattern)].map(({ index }) => index);
  return starts.map((start) => textOf(elementAt(html.slice(start), tag)));
}

/* The element that begins the text, with its nested namesakes. */
function elementAt(html: string, tag: string): string {
  let depth = 0;
  for (const match of html.matchAll(new RegExp(`<(/?)${tag}\\b`, 'g'))) {
    depth += match[1] ? -1 : 1;
    if (depth === 0) return html.slice(0, match.index);
  }
  return html;
}
