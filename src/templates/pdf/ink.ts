import type PDFDocument from 'pdfkit';
import { runsOf, type Typeface, type Weight } from './fonts.ts';

export type Pdf = InstanceType<typeof PDFDocument>;

export interface Style {
  weight: Weight;
  /** In points. */
  size: number;
}

const LEADING = 1.3;
const INK = '#1b1f23';
const LINE = '#8a9097';

/** Lays words into lines no wider than `width`; a word that is wider by itself is cut. */
export function linesOf(text: string, width: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  const space = widthOf(' ');
  let line = '';
  let used = 0;
  const put = (piece: string, gap: string): void => {
    const wanted = widthOf(piece);
    const next = used + (gap ? space : 0) + wanted;
    const fits = line !== '' && next <= width;
    if (line && !fits) lines.push(line);
    line = fits ? line + gap + piece : piece;
    used = fits ? next : wanted;
  };
  for (const word of text.split(/[ \n\t]+/).filter(Boolean)) {
    const pieces = widthOf(word) <= width ? [word] : [...word];
    for (const [at, piece] of pieces.entries()) put(piece, at === 0 ? ' ' : '');
  }
  return line ? [...lines, line] : lines;
}

/** Measures and draws lines whose letters may come from two fonts, which the library alone would tear apart. */
export class Ink {
  readonly #pdf: Pdf;
  readonly #typeface: Typeface;

  constructor(pdf: Pdf, typeface: Typeface) {
    this.#pdf = pdf;
    this.#typeface = typeface;
    for (const face of [...typeface.regular, ...typeface.bold]) pdf.registerFont(face.name, face.sfnt);
  }

  lines(text: string, width: number, { weight, size }: Style): string[] {
    const widthOf = (piece: string): number =>
      runsOf(piece, this.#typeface[weight])
        .reduce((sum, run) => sum + this.#pdf.font(run.face.name).fontSize(size).widthOfString(run.text), 0);
    return linesOf(text, width, widthOf);
  }

  height(lines: readonly string[], { size }: Style): number {
    return lines.length * size * LEADING;
  }

  draw(lines: readonly string[], x: number, y: number, { weight, size }: Style): void {
    this.#pdf.fillColor(INK);
    for (const [at, line] of lines.entries()) {
      let left = x;
      // Whoever reads the lines as one text needs the space between them.
      const text = at < lines.length - 1 ? `${line} ` : line;
      for (const run of runsOf(text, this.#typeface[weight])) {
        this.#pdf.font(run.face.name).fontSize(size).text(run.text, left, y + at * size * LEADING, { lineBreak: false });
        left += this.#pdf.widthOfString(run.text);
      }
    }
  }

  /** Drawn for the eye alone, no content. */
  frame(x: number, y: number, width: number, height: number): void {
    this.#pdf.markContent('Artifact', { type: 'Layout' });
    this.#pdf.lineWidth(0.5).strokeColor(LINE).rect(x, y, width, height).stroke();
    this.#pdf.endMarkedContent();
  }
}
