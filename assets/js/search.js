// Enhancement of the board's search: suggestions and results while typing, recent searches kept on this device.
// The form works without any of it.

const form = document.querySelector('[data-search]');
const RECENT = 'recent-searches';
const MOST_RECENT = 5;
const PAUSE = { suggest: 120, results: 450 };

/** Aborts what it ran before: only the answer to the last question counts. */
function latest() {
  let running;
  return async (url) => {
    running?.abort();
    running = new AbortController();
    try {
      const answer = await fetch(url, { signal: running.signal });
      return answer.ok ? answer : null;
    } catch {
      // Offline, or overtaken by the next key.
      return null;
    }
  };
}

// ——— What was looked for on this device ———
function recent() {
  try {
    const kept = JSON.parse(localStorage.getItem(RECENT) ?? '[]');
    return Array.isArray(kept) ? kept.filter((text) => typeof text === 'string').slice(0, MOST_RECENT) : [];
  } catch {
    return [];
  }
}

function keepRecent(list) {
  try {
    if (list.length > 0) localStorage.setItem(RECENT, JSON.stringify(list));
    else localStorage.removeItem(RECENT);
  } catch {
    // A browser that stores nothing simply forgets.
  }
}

const remember = (text) => keepRecent([text, ...recent().filter((one) => one !== text)].slice(0, MOST_RECENT));

// ——— The list under the field: the editable combobox of the ARIA Authoring Practices ———
const element = (name, attributes, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) if (value !== null) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

const marked = (runs) => runs.map(({ text, hit }) => (hit ? element('mark', {}, text) : text));

function combobox(input, label) {
  const list = element('div', { id: 'q-list', class: 'suggest', role: 'listbox', 'aria-label': label, hidden: '' });
  let options = [];
  let active = -1;
  input.after(list);
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-expanded', 'false');
  input.setAttribute('aria-controls', list.id);

  const point = (next) => {
    options[active]?.node.setAttribute('aria-selected', 'false');
    active = next;
    const option = options[active];
    option?.node.setAttribute('aria-selected', 'true');
    option?.node.scrollIntoView({ block: 'nearest' });
    if (option) input.setAttribute('aria-activedescendant', option.node.id);
    else input.removeAttribute('aria-activedescendant');
  };
  const isOpen = () => !list.hidden;
  const close = () => {
    point(-1);
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
  };
  /** groups: [{label, options: [{content, aside, lang, choose}]}] */
  const show = (groups) => {
    close();
    options = [];
    const filled = groups.filter((group) => group.options.length > 0);
    list.replaceChildren(...filled.map((group) => {
      const items = group.options.map((option) => {
        const aside = option.aside ? [element('span', { class: 'suggest__aside' }, option.aside)] : [];
        const text = element('span', { lang: option.lang ?? null }, ...option.content);
        const node = element('li', { id: `q-option-${options.length}`, role: 'option', 'aria-selected': 'false' }, text, ...aside);
        node.addEventListener('click', option.choose);
        options.push({ node, choose: option.choose });
        return node;
      });
      const heading = element('p', { class: 'suggest__heading', 'aria-hidden': 'true' }, group.label);
      return element('div', { role: 'group', 'aria-label': group.label }, heading, element('ul', { role: 'presentation' }, ...items));
    }));
    list.hidden = options.length === 0;
    input.setAttribute('aria-expanded', String(options.length > 0));
  };
  const step = (by) => {
    const count = options.length + 1; // one place is the field itself
    point(((active + 1 + by + count) % count) - 1);
  };

  // The field keeps the focus while the list is pressed.
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  input.addEventListener('blur', close);
  return { show, close, isOpen, step, point, chosen: () => options[active] };
}

// ——— Results while typing ———
function liveResults() {
  const ask = latest();
  return async (url) => {
    const answer = await ask(url);
    const page = answer && new DOMParser().parseFromString(await answer.text(), 'text/html');
    const found = page?.querySelector('#found');
    if (!found) return;
    const before = document.querySelector('#found');
    found.querySelector('details[data-filters]').open = before.querySelector('details[data-filters]').open;
    before.replaceWith(found);
    document.title = page.title;
    history.replaceState(null, '', url);
  };
}

function addressOf(action) {
  const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ''));
  return `${action}${asked.size > 0 ? `?${asked}` : ''}`;
}

const goTo = (href) => () => {
  location.href = href;
};

/** Searches made on this device, and a way to forget them. */
function recentGroup(input, close) {
  const search = (text) => () => {
    input.value = text;
    form.requestSubmit();
  };
  const kept = recent().map((text) => ({ content: [text], choose: search(text) }));
  const clear = () => {
    keepRecent([]);
    close();
  };
  return { label: form.dataset.recent, options: kept.length > 0 ? [...kept, { content: [form.dataset.clear], choose: clear }] : [] };
}

function suggestedGroups({ meant, concepts, posts }) {
  const words = form.dataset;
  return [
    { label: words.meant, options: meant ? [{ content: [meant.text], choose: goTo(meant.href) }] : [] },
    { label: words.concepts, options: concepts.map(({ label, count, href }) => ({ content: [label], aside: count, choose: goTo(href) })) },
    {
      label: words.posts,
      options: posts.map(({ runs, lang, about, href }) => ({ content: marked(runs), aside: about, lang, choose: goTo(href) })),
    },
  ];
}

/** Shows what fits the field's text now; what arrives late answers nobody's question any more. */
function suggester(input, box) {
  const ask = latest();
  const status = form.querySelector('[data-search-status]');
  return async () => {
    const text = input.value.trim();
    if (text === '') {
      box.show([recentGroup(input, box.close)]);
      return;
    }
    const kind = form.elements.kind?.value ?? '';
    const answer = await ask(`${form.dataset.suggestions}?${new URLSearchParams({ q: text, kind })}`);
    const found = await answer?.json().catch(() => null);
    if (!found || input.value.trim() !== text || document.activeElement !== input) return;
    status.textContent = found.status;
    box.show(suggestedGroups(found));
  };
}

/** The keys of the combobox; true when the key was one of them and nothing else is to happen. */
function pressed(key, box, open) {
  const arrow = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (arrow) {
    if (box.isOpen()) box.step(arrow);
    else open();
    return true;
  }
  if (key === 'Home' || key === 'End') box.point(-1);
  if (key === 'Escape' && box.isOpen()) {
    box.close();
    return true;
  }
  const chosen = key === 'Enter' ? box.chosen() : undefined;
  chosen?.choose();
  return chosen !== undefined;
}

function start() {
  const { q: input } = form.elements;
  const box = combobox(input, form.dataset.list);
  const suggest = suggester(input, box);
  const showResults = liveResults();
  const timers = {};
  const later = (name, then) => {
    clearTimeout(timers[name]);
    timers[name] = setTimeout(then, PAUSE[name]);
  };

  input.addEventListener('input', () => {
    later('suggest', suggest);
    later('results', () => showResults(addressOf(form.getAttribute('action'))));
  });
  input.addEventListener('click', () => {
    if (!box.isOpen()) suggest();
  });
  input.addEventListener('keydown', (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    if (pressed(event.key, box, suggest)) event.preventDefault();
  });
  form.addEventListener('submit', () => Object.values(timers).forEach(clearTimeout));
  addEventListener('pagehide', () => {
    const text = input.value.trim();
    if (text.length > 2) remember(text);
  });
}

if (form) start();
