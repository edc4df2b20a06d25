/** What a script saw, told line by line; remembers what was not as it should be. */
export interface Transcript {
  heading(text: string): void;
  line(text: string): void;
  /** Says that it is so; or, where it is not, that it is not, with what was seen instead. */
  check(what: string, ok: boolean, seen?: string): void;
  equal(what: string, seen: string | number | boolean | null, expected: string | number | boolean | null): void;
  /** The text holds every one of these. */
  holds(what: string, text: string, ...parts: readonly string[]): void;
  checks(): number;
  failures(): readonly string[];
}

const shorten = (text: string): string => (text.length > 1_200 ? `${text.slice(0, 1_200)} …` : text);

export function transcript(write: (text: string) => void = (text) => console.log(text)): Transcript {
  const failures: string[] = [];
  let checks = 0;
  const check: Transcript['check'] = (what, ok, seen) => {
    checks += 1;
    write(ok ? `   ✓ ${what}` : `   ✗ ${what}${seen === undefined ? '' : `; seen: ${shorten(seen)}`}`);
    if (!ok) failures.push(what);
  };
  return {
    heading: (text) => write(`\n${text}`),
    line: (text) => write(`   ${text}`),
    check,
    equal: (what, seen, expected) => check(`${what}: ${String(expected)}`, seen === expected, String(seen)),
    holds(what, text, ...parts) {
      const missing = parts.filter((part) => !text.includes(part));
      check(
        `${what}: ${parts.map((part) => `“${part}”`).join(', ')}`,
        missing.length === 0,
        `${text} (missing: ${missing.join(', ')})`,
      );
    },
    checks: () => checks,
    failures: () => failures,
  };
}
