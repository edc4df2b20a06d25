// Enhancement only: every page works without this file.

document.querySelector('[data-focus]')?.focus();

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

// Browsers without ::details-content keep the facets folded on a desk: open them there.
if (!CSS.supports('selector(::details-content)') && matchMedia('(min-width: 62em)').matches) {
  for (const filters of document.querySelectorAll('details[data-filters]')) filters.open = true;
}
