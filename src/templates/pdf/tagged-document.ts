import { createRequire } from 'node:module';
import type PDFKitDocument from 'pdfkit';
import type { Language } from '../../kernel/actor.ts';
import type { Typeface } from './fonts.ts';
import { Ink, type Pdf, type Style } from './ink.ts';

/** A cell of a table; a header says whether it names its row or its column. */
export interface Cell {
  text: string;
  header?: 'Row' | 'Column';
}

/** One row; `height` in points is the least it takes: room to write by hand. */
export interface Row {
  cells: readonly Cell[];
  height?: number;
}

export interface DocumentOptions {
  typeface: Typeface;
  title: string;
  lang: Language;
  now: Date;
  /** False: the file stays readable as text. */
  compress?: boolean;
}

/* Large, and not needed before the first document. */
const require = createRequire(import.meta.url);

const MARGIN = 45;
const PADDING = 4;
const BODY: Style = { weight: 'regular', size: 10 };
const HEADER: Style = { weight: 'bold', size: 10 };
const HEADINGS = { 1: { weight: 'bold', size: 18 }, 2: { weight: 'bold', size: 12 } } as const;
/** Points before and after. */
const SPACE = { 1: [0, 4], 2: [4, 4] } as const;

type Element = ReturnType<Pdf['struct']>;

function open({ title, lang, now, compress = true }: DocumentOptions): Pdf {
  const PDFDocument = require('pdfkit') as typeof PDFKitDocument;
  return new PDFDocument({
    size: 'A4', margin: MARGIN, tagged: true, lang, displayTitle: true, pdfVersion: '1.7', compress,
    // The types of the package leave this one out.
    subset: 'PDF/UA' as string as NonNullable<PDFKit.PDFDocumentOptions['subset']>,
    info: { Title: title, CreationDate: now, ModDate: now },
  });
}

function contentOf(pdf: Pdf): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
}

/**
 * A document that a screen reader can walk through (PDF/UA-1, ISO 14289-1): A4, one column, headings, paragraphs and
 * tables under one another, drawn as they are added.
 */
export class TaggedDocument {
  readonly #pdf: Pdf;
  readonly #ink: Ink;
  readonly #root: Element;
  readonly #content: Promise<Buffer>;
  readonly #width: number;
  #y: number = MARGIN;

  constructor(options: DocumentOptions) {
    this.#pdf = open(options);
    this.#content = contentOf(this.#pdf);
    this.#ink = new Ink(this.#pdf, options.typeface);
    this.#root = this.#pdf.struct('Document');
    this.#pdf.addStructure(this.#root);
    this.#width = this.#pdf.page.width - 2 * MARGIN;
  }

  heading(level: 1 | 2, text: string): void {
    const [before, after] = SPACE[level];
    this.#y += before;
    this.#block(`H${level}`, text, HEADINGS[level], after);
  }

  paragraph(text: string): void {
    this.#block('P', text, BODY, 6);
  }

  /** `columns` are shares of the width of the page. */
  table(columns: readonly number[], rows: readonly Row[]): void {
    const shares = columns.reduce((sum, share) => sum + share, 0);
    const widths = columns.map((share) => (this.#width * share) / shares);
    const element = this.#pdf.struct('Table');
    this.#root.add(element);
    for (const row of rows) this.#row(element, row, widths);
    element.end();
    this.#y += 6;
  }

  end(): Promise<Buffer> {
    this.#root.end();
    this.#pdf.end();
    return this.#content;
  }

  #makeRoom(height: number): void {
    if (this.#y + height <= this.#pdf.page.height - MARGIN) return;
    this.#pdf.addPage();
    this.#y = MARGIN;
  }

  #block(tag: string, text: string, style: Style, after: number): void {
    const lines = this.#ink.lines(text, this.#width, style);
    const height = this.#ink.height(lines, style);
    this.#makeRoom(height);
    this.#put(this.#root, tag, { actual: text }, { lines, x: MARGIN, y: this.#y, style });
    this.#y += height + after;
  }

  #put(parent: Element, tag: string, options: object, { lines, x, y, style }: { lines: string[]; x: number; y: number; style: Style }): void {
    parent.add(this.#pdf.struct(tag, options, () => this.#ink.draw(lines, x, y, style)));
  }

  #row(table: Element, { cells, height: least = 0 }: Row, widths: readonly number[]): void {
    const laid = cells.map((cell, at) => {
      const style = cell.header ? HEADER : BODY;
      return { cell, style, width: widths[at] ?? 0, lines: this.#ink.lines(cell.text, (widths[at] ?? 0) - 2 * PADDING, style) };
    });
    const height = Math.max(least, ...laid.map(({ lines, style }) => this.#ink.height(lines, style) + 2 * PADDING));
    this.#makeRoom(height);
    const row = this.#pdf.struct('TR');
    table.add(row);
    let x = MARGIN;
    for (const { cell, style, width, lines } of laid) {
      this.#ink.frame(x, this.#y, width, height);
      const options = { actual: cell.text, ...(cell.header ? { scope: cell.header } : {}) };
      this.#put(row, cell.header ? 'TH' : 'TD', options, { lines, x: x + PADDING, y: this.#y + PADDING, style });
      x += width;
    }
    row.end();
    this.#y += height;
  }
}
