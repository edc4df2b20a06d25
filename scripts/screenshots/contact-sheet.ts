/** A picture that was taken. */
export interface Shot {
  /** Below the folder of all pictures: `pl-360-dark/007-board.png`. */
  file: string;
  name: string;
  /** Which pictures it stands with: `pl-360-dark`. */
  group: string;
  /** What is wrong with the page, if anything. */
  faults: readonly string[];
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const STYLE = `body { font: 14px/1.4 system-ui, sans-serif; margin: 1rem; background: #777; color: #fff }
a { color: inherit } nav a { margin-right: 1rem } ul { display: grid; gap: 12px; padding: 0; list-style: none;
grid-template-columns: repeat(auto-fill, minmax(200px, 1fr)) } img { display: block; width: 100%; height: 300px; object-fit: cover;
object-position: top; background: #555 } .faulty { outline: 4px solid #f33 }`;

const thumbnail = ({ file, name, faults }: Shot): string =>
  `<li${faults.length > 0 ? ` class="faulty" title="${escaped(faults.join('; '))}"` : ''}><a href="${escaped(file)}">`
  + `<img src="${escaped(file)}" alt="" loading="lazy">${escaped(name)}</a></li>`;

/** All pictures as one page of thumbnails, a section for every language, width and scheme. */
export function contactSheet(shots: readonly Shot[]): string {
  const groups = [...Map.groupBy(shots, ({ group }) => group)];
  const sections = groups.map(([group, own]) =>
    `<section id="${group}"><h2>${group} (${own.length})</h2><ul>${own.map(thumbnail).join('\n')}</ul></section>`);
  return ['<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Screenshots</title>', `<style>${STYLE}</style>`,
    `<nav>${groups.map(([group]) => `<a href="#${group}">${group}</a>`).join('')}</nav>`, ...sections, '</html>', ''].join('\n');
}
