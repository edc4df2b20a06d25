/** A slice of a longer list: `number` starts at 1. */
export interface Page {
  number: number;
  size: number;
}

export interface Paged<T> {
  items: T[];
  total: number;
  page: Page;
}

export const MAX_PAGE = 10_000;

/** Page from a query parameter; anything but a whole number from 1 to 10 000 is page 1. */
export function pageFrom(text: string | undefined, size: number): Page {
  const number = /^\d{1,5}$/.test(text ?? '') ? Number(text) : 1;
  return { number: number >= 1 && number <= MAX_PAGE ? number : 1, size };
}

export function pageCount(total: number, size: number): number {
  return Math.max(1, Math.ceil(total / size));
}

export function offsetOf(page: Page): number {
  return (page.number - 1) * page.size;
}
