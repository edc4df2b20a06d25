import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

export const ROOT = join(import.meta.dirname, '../..');

export const readText = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Paths from the project's folder, in order. */
export const filesOf = (...patterns: string[]): string[] => globSync(patterns, { cwd: ROOT }).sort();

export interface Source {
  file: string;
  tree: ts.SourceFile;
}

/** The product's own code, parsed. */
export const sources: readonly Source[] = filesOf('src/**/*.ts').map((file) => ({
  file,
  tree: ts.createSourceFile(file, readText(file), ts.ScriptTarget.Latest, true),
}));

/** Every node below this one, itself first. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) yield* nodesOf(child);
}

/** A text that the code spells out, or the pattern of one that it puts together: `` `a.${b}` `` is `a.*`. */
export type Spelled = string | RegExp;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** `*` stands for a part that is only known when the code runs. */
export const pattern = (...parts: string[]): RegExp => new RegExp(`^${parts.map((part) => (part === '*' ? '.+' : escaped(part))).join('')}$`);

function templatePattern(node: ts.TemplateExpression): RegExp {
  return pattern(node.head.text, ...node.templateSpans.flatMap((span) => ['*', span.literal.text]));
}

/** What an expression may come to, as far as the code spells it: both ways of a condition, nothing for a variable. */
export function spelled(node: ts.Node | undefined): Spelled[] {
  if (!node) return [];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node)) return [templatePattern(node)];
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return spelled(node.expression);
  if (ts.isConditionalExpression(node)) return [...spelled(node.whenTrue), ...spelled(node.whenFalse)];
  if (ts.isBinaryExpression(node)) return [...spelled(node.left), ...spelled(node.right)];
  return [];
}

/** Every text and pattern anywhere in the file. */
export function everythingSpelled({ tree }: Source): Spelled[] {
  const found: Spelled[] = [];
  for (const node of nodesOf(tree)) if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) found.push(...spelled(node));
  return found;
}

export interface Call {
  file: string;
  /** The last part of what is called: `fail` of `reader.fail(…)`, `DomainError` of `new DomainError(…)`. */
  name: string;
  arguments: readonly ts.Expression[];
}

/** Every call and construction in the product's code. */
export const calls: readonly Call[] = sources.flatMap(({ file, tree }) =>
  [...nodesOf(tree)].flatMap((node) => {
    if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) return [];
    const { expression } = node;
    const name = ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();
    return [{ file, name, arguments: node.arguments ?? [] }];
  }),
);

/** What a property of an object literal is set to, as far as it is spelled. */
export function propertySpelled(node: ts.ObjectLiteralExpression, property: string): Spelled[] {
  return node.properties.flatMap((one) =>
    ts.isPropertyAssignment(one) && one.name.getText() === property ? spelled(one.initializer) : [],
  );
}

/** Every object literal of the product's code. */
export const objects: readonly ts.ObjectLiteralExpression[] = sources.flatMap(({ tree }) =>
  [...nodesOf(tree)].filter((node) => ts.isObjectLiteralExpression(node)),
);

export const fits = (text: string, what: Spelled): boolean => (typeof what === 'string' ? text === what : what.test(text));
