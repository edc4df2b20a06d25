// Enhancement only: every page works without this file.

// What happened comes first, unless the address leads to a place of the page.
if (!location.hash) document.querySelector('[data-focus]')?.focus();

// What the address names may be folded away: not every browser unfolds it by itself.
const folded = document.getElementById(location.hash.slice(1))?.closest('details:not([open])');
if (folded) {
  folded.open = true;
  folded.scrollIntoView();
}

const menus = () => document.querySelectorAll('details[data-menu][open]');

document.addEventListener('click', (event) => {
  for (const menu of menus()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  for (const menu of menus()) {
    const held = menu.contains(document.activeElement);
    menu.open = false;
    if (held) menu.querySelector('summary').focus();
  }
});

// A password being chosen may be looked at while it is typed.
for (const box of document.querySelectorAll('[data-password]')) {
  const input = box.querySelector('input');
  const button = box.querySelector('[data-password-show]');
  const words = [button.textContent, button.dataset.hide];
  button.hidden = false;
  button.addEventListener('click', () => {
    const shown = input.type === 'text';
    input.type = shown ? 'password' : 'text';
    button.textContent = words[shown ? 0 : 1];
    input.focus();
  });
}

// Without a connection the browser would put an empty page of its own in the form's place.
document.addEventListener('submit', (event) => {
  if (navigator.onLine || event.target.method !== 'post') return;
  event.preventDefault();
  if (event.target.querySelector('[data-offline-notice]')) return;
  const words = document.createElement('p');
  words.textContent = document.body.dataset.offline;
  const notice = document.createElement('div');
  notice.className = 'notice notice--warning';
  notice.dataset.offlineNotice = '';
  notice.setAttribute('role', 'alert');
  notice.append(words);
  event.target.append(notice);
  notice.scrollIntoView({ block: 'center' });
  window.addEventListener('online', () => notice.remove(), { once: true });
});

// Where a page cannot be fetched, the worker shows one that says so. It comes after the page: nothing waits for it.
const { offlineWorker } = document.body.dataset;
if (offlineWorker && 'serviceWorker' in navigator) {
  // A browser that keeps nothing refuses it, and shows its own page then.
  const stand = () => navigator.serviceWorker.register(offlineWorker, { scope: '/', updateViaCache: 'all' }).catch(() => undefined);
  if (document.readyState === 'complete') stand();
  else window.addEventListener('load', stand);
}

// That page gives way to the one asked for as soon as the exchange answers.
if (document.querySelector('[data-offline-page]') && location.pathname !== '/offline') {
  window.addEventListener('online', () => location.reload());
  setInterval(async () => {
    try {
      if ((await fetch('/offline', { method: 'HEAD', cache: 'no-store' })).ok) location.reload();
    } catch {
      // Not yet.
    }
  }, 10_000);
}

// Browsers without ::details-content keep the facets folded on a desk: open them there.
if (!CSS.supports('selector(::details-content)') && matchMedia('(min-width: 62em)').matches) {
  for (const filters of document.querySelectorAll('details[data-filters]')) filters.open = true;
}

// ——— Fields that count only beside another answer ———
/** Shows only those that the other answers call for; without script all of them are there. */
function showWhen(form) {
  for (const part of form.querySelectorAll('[data-when]')) {
    const [name, value] = part.dataset.when.split('=');
    part.toggleAttribute('data-off', form.elements[name]?.value !== value);
  }
}

for (const form of new Set([...document.querySelectorAll('form [data-when]')].map((part) => part.closest('form')))) {
  showWhen(form);
  form.addEventListener('change', () => showWhen(form));
  // Back in a form left before: browsers fill it in again late.
  window.addEventListener('pageshow', () => showWhen(form));
  // What cannot be seen is not sent. It is not disabled instead: browsers fill in nothing that is.
  form.addEventListener('formdata', ({ formData }) => {
    for (const { name } of form.querySelectorAll('[data-off] :is(input, select)')) formData.delete(name);
  });
}

// ——— The post form ———
const form = document.querySelector('[data-post-form]');

/** Says live how the title is understood, and offers each concept for correction. */
function understandLive() {
  const box = form.querySelector('[data-understood-box]');
  const choices = form.querySelector('[data-understood-choices]');
  const title = form.elements.title;
  let timer;
  let running;
  const show = ({ text, concepts }) => {
    const line = document.createElement('p');
    line.textContent = text;
    box.replaceChildren(line);
    const kept = [...choices.children].filter((item) => item.querySelector('input').checked);
    const known = new Set(kept.map((item) => item.querySelector('input').value));
    choices.replaceChildren(...kept, ...concepts.filter(({ id }) => !known.has(id)).map(choice));
  };
  const choice = ({ id, name }) => {
    const item = document.createElement('div');
    item.className = 'govuk-checkboxes__item';
    const input = Object.assign(document.createElement('input'), {
      type: 'checkbox', name: 'conceptsDropped', value: id, id: `drop-${id}`, className: 'govuk-checkboxes__input',
    });
    const label = Object.assign(document.createElement('label'), {
      htmlFor: input.id, className: 'govuk-label govuk-checkboxes__label', textContent: `${name}: ${choices.dataset.dropLabel}`,
    });
    item.append(input, label);
    return item;
  };
  title.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      running?.abort();
      running = new AbortController();
      const url = `${form.dataset.understood}?title=${encodeURIComponent(title.value)}`;
      try {
        const answer = await fetch(url, { signal: running.signal, headers: { Accept: 'application/json' } });
        if (answer.ok) show(await answer.json());
      } catch {
        // Offline or overtaken by the next key: the line simply stays as it was.
      }
    }, 250);
  });
}

if (form) {
  understandLive();
  const quick = form.querySelector('[data-quick]');
  if (quick) {
    quick.hidden = false;
    quick.addEventListener('click', ({ target }) => {
      if (target.dataset.date) form.elements[quick.dataset.quick].value = target.dataset.date;
    });
  }
}

// ——— Abilities: a name of the vocabulary becomes a line ———
for (const box of document.querySelectorAll('[data-adds-lines]')) {
  const [input, button] = [box.querySelector('input'), box.querySelector('button')];
  const lines = document.getElementById(box.dataset.addsLines);
  const add = () => {
    const line = input.value.trim();
    if (!line) return;
    const before = lines.value.trimEnd();
    if (!before.split('\n').some((one) => one.trim() === line)) lines.value = before ? `${before}\n${line}` : line;
    input.value = '';
    input.focus();
  };
  box.hidden = false;
  button.addEventListener('click', add);
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    add();
  });
}
