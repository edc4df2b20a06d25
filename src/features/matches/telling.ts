/* Units say how many; what they are of is said by other words. */
const UNITS = new Set([
  'szt', 'sztuka', 'pcs', 'tys', 'tysiac', 'tysiecy', 'kpl', 'komplet', 'opak', 'para', 'pair', 'tona', 'tom',
  'metr', 'litr', 'min', 'minuta', 'mina', 'minimum', 'godzina', 'hour', 'dzien', 'day', 'doba', 'osoba', 'osa',
  'osiedle', 'sekunda', 'strona', 'mies', 'miesiac', 'month', 'tydzien', 'week',
]);

/** True for a word that can tell one thing from another: not a plain figure, a letter or a unit. */
export const tells = (key: string): boolean =>
  key.length > 2 && /[a-z]|\d[./]\d|\d{4}/.test(key) && !UNITS.has(key);
