/**
 * Walks a finite state automaton in Morfologik's CFSA2 format (morfologik-fsa, class CFSA2): every arc is a flag byte
 * (target follows | last arc of its node | final | 5-bit index of a frequent label), an explicit label byte when that
 * index is 0, and a variable-length target address unless the target node follows the last arc of this one.
 * The bytes are read in place; an arc or node is its offset in them, and 0 means none.
 */
const HEADER = [0x5c, 0x66, 0x73, 0x61, 0xc6];
const NUMBERED = 0x01;
const TARGET_NEXT = 0x80;
const LAST = 0x40;
const FINAL = 0x20;
const LABEL_INDEX = 0x1f;

export interface Automaton {
  readonly root: number;
  /** The arc of `node` with this label, or 0. */
  find(node: number, label: number): number;
  /** The node an arc leads to. */
  target(arc: number): number;
  /** Calls `visit` for every arc of a node. */
  each(node: number, visit: (arc: number, label: number) => void): void;
  /** True when a word of the automaton may end with this arc. */
  isFinal(arc: number): boolean;
}

/** Opens an automaton over `bytes`; throws a RangeError when they are not CFSA2 without perfect-hash numbers. */
export function openAutomaton(bytes: Uint8Array): Automaton {
  if (HEADER.some((byte, index) => bytes[index] !== byte)) throw new RangeError('not a CFSA2 automaton');
  if ((bytes[5] ?? 0) & NUMBERED) throw new RangeError('CFSA2 automata with numbers are not supported');
  const labels = bytes.subarray(8, 8 + (bytes[7] ?? 0));
  const base = 8 + labels.length;
  const at = (offset: number): number => bytes[offset] as number;

  const addressOf = (arc: number): number => arc + (at(arc) & LABEL_INDEX ? 1 : 2);
  const labelOf = (arc: number): number => {
    const index = at(arc) & LABEL_INDEX;
    return index ? (labels[index] as number) : at(arc + 1);
  };
  const skip = (arc: number): number => {
    let offset = addressOf(arc);
    if (at(arc) & TARGET_NEXT) return offset;
    while (at(offset) & 0x80) offset++;
    return offset + 1;
  };
  const target = (arc: number): number => {
    let last = arc;
    if (at(arc) & TARGET_NEXT) {
      while (!(at(last) & LAST)) last = skip(last);
      return skip(last);
    }
    let offset = addressOf(arc);
    let value = at(offset) & 0x7f;
    for (let shift = 7; at(offset) & 0x80; shift += 7) value |= (at(++offset) & 0x7f) << shift;
    return base + value;
  };
  const find = (node: number, label: number): number => {
    for (let arc = node; ; arc = skip(arc)) {
      if (labelOf(arc) === label) return arc;
      if (at(arc) & LAST) return 0;
    }
  };
  const each = (node: number, visit: (arc: number, label: number) => void): void => {
    for (let arc = node; ; arc = skip(arc)) {
      visit(arc, labelOf(arc));
      if (at(arc) & LAST) return;
    }
  };
  return { root: target(base), find, target, each, isFinal: (arc) => (at(arc) & FINAL) !== 0 };
}
